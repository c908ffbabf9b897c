package sms

const carriageReturn = 0x0D

// FillBits returns how many bits stand between a header of so many octets and
// the first packed septet, so that septets begin at a septet boundary counted
// from the first octet (3GPP 23.040 9.2.3.24). Unpacked text has none.
func FillBits(headerOctets int) int { return (7 - 8*headerOctets%7) % 7 }

// PackGSM7 puts eight septets into seven octets, after fill bits (0 without a
// header). Seven spare bits at the end are filled with a carriage return, and a
// text that ends with a carriage return on an octet boundary gets a second one,
// because a reader takes a lone one there for filling (3GPP 23.038 6.1.2.3.1).
func PackGSM7(septets []byte, fill int) []byte {
	n := len(septets)
	bits := fill + 7*n
	out := make([]byte, (bits+7)/8, (bits+7)/8+1)
	put := func(at int, s byte) {
		v := uint16(s&0x7F) << (at % 8)
		out[at/8] |= byte(v)
		if hi := byte(v >> 8); hi != 0 {
			out[at/8+1] |= hi
		}
	}
	for i, s := range septets {
		put(fill+7*i, s)
	}
	switch {
	case n > 0 && bits%8 == 1:
		put(bits, carriageReturn)
	case n > 0 && bits%8 == 0 && septets[n-1] == carriageReturn:
		out = append(out, 0)
		put(bits, carriageReturn)
	}
	return out
}

// UnpackGSM7 takes the septets out of packed octets, skipping fill bits. The
// number of septets is not sent with the octets, so a carriage return in the
// last seven bits is dropped as filling; so is a zero there, which careless
// senders leave and which would read as "@".
func UnpackGSM7(octets []byte, fill int) []byte { return unpack(octets, fill, false) }

func unpack(octets []byte, fill int, keepZero bool) []byte {
	if 8*len(octets) < fill+7 {
		return nil
	}
	n := (8*len(octets) - fill) / 7
	out := make([]byte, n)
	for i := range out {
		at := fill + 7*i
		v := uint16(octets[at/8])
		if at/8+1 < len(octets) {
			v |= uint16(octets[at/8+1]) << 8
		}
		out[i] = byte(v>>(at%8)) & 0x7F
	}
	if (fill+7*n)%8 == 0 {
		if last := out[n-1]; last == carriageReturn || last == 0 && !keepZero {
			out = out[:n-1]
		}
	}
	return out
}

// LooksPacked tells whether octets that were announced as the default alphabet
// are more likely packed septets: some octet has its top bit set, and unpacked
// they read as ordinary text.
func LooksPacked(octets []byte) bool {
	high := false
	for _, b := range octets {
		high = high || b > 0x7F
	}
	if !high {
		return false
	}
	odd := 0
	septets := UnpackGSM7(octets, 0)
	for _, s := range septets {
		if s < 0x20 && s != '\n' && s != '\r' {
			odd++
		}
	}
	return odd*8 <= len(septets)
}
