package sms

// ElementInfo is what the standard says of an information element, or of a
// block of identifiers.
type ElementInfo struct {
	First, Last byte // identifiers; the same for a single one
	Name        string
	Min, Max    int  // octets of data; Max anyLength: as long as the header allows
	Once        bool // may stand only once: the last one counts
}

const anyLength = 255

// elementTable holds every identifier from 0x00 to 0xFF (3GPP 23.040 9.2.3.24),
// in order.
var elementTable = [...]ElementInfo{
	{0x00, 0x00, "concatenation, 8-bit reference", 3, 3, true},
	{0x01, 0x01, "special message indication", 2, 2, false},
	{0x02, 0x02, "reserved", 0, anyLength, false},
	{0x03, 0x03, "not used", 0, anyLength, false}, // would look like a line feed
	{0x04, 0x04, "application ports, 8-bit", 2, 2, true},
	{0x05, 0x05, "application ports, 16-bit", 4, 4, true},
	{0x06, 0x06, "SMSC control", 1, 1, true},
	{0x07, 0x07, "UDH source indicator", 1, 1, false},
	{0x08, 0x08, "concatenation, 16-bit reference", 4, 4, true},
	{0x09, 0x09, "wireless control message protocol", 1, anyLength, false},
	{0x0A, 0x0A, "EMS text formatting", 3, 4, false},
	{0x0B, 0x0B, "EMS predefined sound", 2, 2, false},
	{0x0C, 0x0C, "EMS user-defined sound", 2, anyLength, false},
	{0x0D, 0x0D, "EMS predefined animation", 2, 2, false},
	{0x0E, 0x0E, "EMS large animation", 2, anyLength, false},
	{0x0F, 0x0F, "EMS small animation", 2, anyLength, false},
	{0x10, 0x10, "EMS large picture", 2, anyLength, false},
	{0x11, 0x11, "EMS small picture", 2, anyLength, false},
	{0x12, 0x12, "EMS variable picture", 3, anyLength, false},
	{0x13, 0x13, "EMS user prompt", 1, 1, false},
	{0x14, 0x14, "EMS extended object", 1, anyLength, false},
	{0x15, 0x15, "EMS reused extended object", 1, anyLength, false},
	{0x16, 0x16, "EMS compression control", 1, anyLength, true},
	{0x17, 0x17, "EMS object distribution", 2, 2, false},
	{0x18, 0x18, "EMS vector graphics object", 1, anyLength, false},
	{0x19, 0x19, "EMS vector graphics character", 1, anyLength, false},
	{0x1A, 0x1A, "EMS extended object data request", 1, anyLength, true},
	{0x1B, 0x1F, "reserved for EMS", 0, anyLength, false},
	{0x20, 0x20, "RFC 822 e-mail header", 1, 1, true},
	{0x21, 0x21, "hyperlink format", 4, 4, false},
	{0x22, 0x22, "reply address", 1, anyLength, true},
	{0x23, 0x23, "enhanced voice mail", 1, anyLength, true},
	{0x24, 0x24, "national language single shift", 1, 1, true},
	{0x25, 0x25, "national language locking shift", 1, 1, true},
	{0x26, 0x6F, "reserved", 0, anyLength, false},
	{0x70, 0x7F, "(U)SIM toolkit security header", 0, anyLength, false},
	{0x80, 0x9F, "SME to SME", 0, anyLength, false},
	{0xA0, 0xBF, "reserved", 0, anyLength, false},
	{0xC0, 0xDF, "message centre specific", 0, anyLength, false},
	{0xE0, 0xFF, "reserved", 0, anyLength, false},
}

// InfoOfElement returns the row of an identifier; every identifier has one.
func InfoOfElement(id byte) ElementInfo {
	for _, r := range elementTable {
		if id <= r.Last {
			return r
		}
	}
	return ElementInfo{First: id, Last: id, Name: "reserved", Max: anyLength}
}

// wellKnownPorts are applications that registered a port or that the phones of
// their time agreed on (IANA; 3GPP 23.040 9.2.3.24.4 leaves them open).
var wellKnownPorts = [...]struct {
	port uint16
	name string
}{
	{2948, "WAP push"},
	{2949, "WAP push, secure"},
	{5505, "ring tone"},
	{5506, "operator logo"},
	{5507, "group logo"},
	{9200, "WAP connectionless"},
	{9201, "WAP"},
	{9202, "WAP connectionless, secure"},
	{9203, "WAP, secure"},
	{9204, "vCard"},
	{9205, "vCalendar"},
	{49999, "over-the-air settings"},
}

func portName(port uint16) string {
	for _, p := range wellKnownPorts {
		if p.port == port {
			return p.name
		}
	}
	return ""
}
