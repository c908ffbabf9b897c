package smpp

import "encoding/binary"

// Mask overwrites the password of a bind or outbind with asterisks, in place
// and at equal length, and tells whether there was one. A frame whose password
// has no end is masked to its last octet.
func Mask(frame []byte) bool {
	if len(frame) < headerSize {
		return false
	}
	switch CommandID(binary.BigEndian.Uint32(frame[4:])) {
	case BindReceiver, BindTransmitter, BindTransceiver, Outbind:
	default:
		return false
	}
	pos := headerSize
	for pos < len(frame) && frame[pos] != 0 { // system_id
		pos++
	}
	masked := false
	for pos++; pos < len(frame) && frame[pos] != 0; pos++ {
		frame[pos] = '*'
		masked = true
	}
	return masked
}
