package smpp

import "encoding/binary"

// Mask overwrites the secret fields of a frame (the password of a bind or
// outbind) with asterisks, in place and at equal length, and tells whether there
// were any. A secret that has no end is masked to the last octet.
func Mask(frame []byte) bool {
	if len(frame) < headerSize {
		return false
	}
	row := rowOf(CommandID(binary.BigEndian.Uint32(frame[4:])))
	if row == nil || !row.secret {
		return false
	}
	masked, pos := false, headerSize
	for i := range row.fields {
		f := &row.fields[i]
		if fieldRows[f.Field].Secret {
			for ; pos < len(frame) && frame[pos] != 0; pos++ {
				frame[pos] = '*'
				masked = true
			}
			pos++
			continue
		}
		if pos >= len(frame) {
			break
		}
		n, _, _, rule := f.measure(frame[pos:])
		if rule != "" {
			break
		}
		pos += n
	}
	return masked
}
