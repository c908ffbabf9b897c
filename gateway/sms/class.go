package sms

// Class is a message class: where a phone puts a message (3GPP 23.038 section
// 4). The zero value says nothing about it.
type Class uint8

const (
	NoClass Class = iota
	Class0        // shown at once and not kept: flash
	Class1        // kept in the phone
	Class2        // kept on the SIM
	Class3        // passed on to a computer
)

// String returns the class in words: "class 0 (flash)".
func (c Class) String() string {
	if c == NoClass {
		return "no class"
	}
	return pick(byte(c-Class0), "class 0 (flash)", "class 1 (phone)", "class 2 (SIM)", "class 3 (terminal)")
}

// DataCodingWith returns the data_coding of a coding and a class: 0x10 to 0x1B
// of the general group, which SMPP calls reserved but most message centres pass
// on, and which alone has UCS-2. A coding that has no class, such as Latin1, is
// announced without one: ClassOf tells.
func DataCodingWith(c Coding, class Class) byte {
	if class == NoClass || class > Class3 {
		return c.DataCoding()
	}
	bits := byte(class - Class0)
	switch c {
	case Auto, GSM7, GSM7Packed:
		return 0x10 | bits
	case Binary:
		return 0x14 | bits
	case UCS2:
		return 0x18 | bits
	}
	return c.DataCoding()
}

// DataCodingF is DataCodingWith in the group 0xF0, which SMPP itself names
// (3.4 5.2.19). ok is false when the group has no value for the coding, as for
// UCS2, or the class is none.
func DataCodingF(c Coding, class Class) (dataCoding byte, ok bool) {
	if class == NoClass || class > Class3 {
		return c.DataCoding(), false
	}
	bits := byte(class - Class0)
	switch c {
	case Auto, GSM7, GSM7Packed:
		return 0xF0 | bits, true
	case Binary:
		return 0xF4 | bits, true
	}
	return c.DataCoding(), false
}

// ClassOf returns the class that a data_coding names.
func ClassOf(dataCoding byte) Class {
	switch dataCoding >> 4 {
	case 0x1, 0x3, 0x5, 0x7, 0xF: // general group and automatic deletion with bit 4; 3 and 7: compressed
		return Class0 + Class(dataCoding&0x03)
	}
	return NoClass
}
