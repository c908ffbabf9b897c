package campaign

import (
	"bytes"
	"errors"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// decode finds the encoding of a text file by its mark, else by what fits, and
// returns the text with the encoding's name.
func decode(octets []byte) (string, string, error) {
	utf16 := func(e unicode.Endianness, mark unicode.BOMPolicy) (string, string, error) {
		text, err := unicode.UTF16(e, mark).NewDecoder().Bytes(octets)
		if err != nil {
			return "", "", errors.New("the file is damaged UTF-16 text: save it again as UTF-8")
		}
		return string(text), "UTF-16", nil
	}
	switch {
	case bytes.HasPrefix(octets, []byte{0xEF, 0xBB, 0xBF}):
		if rest := octets[3:]; utf8.Valid(rest) {
			return string(rest), "UTF-8", nil
		}
	case bytes.HasPrefix(octets, []byte{0xFF, 0xFE}):
		return utf16(unicode.LittleEndian, unicode.ExpectBOM)
	case bytes.HasPrefix(octets, []byte{0xFE, 0xFF}):
		return utf16(unicode.BigEndian, unicode.ExpectBOM)
	}
	switch zeros := zeroPlaces(octets); {
	case zeros == 'o':
		return utf16(unicode.LittleEndian, unicode.IgnoreBOM)
	case zeros == 'e':
		return utf16(unicode.BigEndian, unicode.IgnoreBOM)
	case bytes.IndexByte(octets, 0) >= 0:
		return "", "", errors.New("this is no text file: choose a CSV or .xlsx file")
	case utf8.Valid(octets):
		return string(octets), "UTF-8", nil
	}
	text, err := charmap.Windows1252.NewDecoder().Bytes(bytes.TrimPrefix(octets, []byte{0xEF, 0xBB, 0xBF}))
	if err != nil {
		return "", "", errors.New("the file's letters can't be read: save it as UTF-8")
	}
	return string(text), "Windows-1252", nil
}

// zeroPlaces tells where the zero octets of a text of mostly Latin letters stand:
// 'o' at odd places as in UTF-16 little-endian, 'e' at even ones, 0 for no order.
func zeroPlaces(octets []byte) byte {
	head := octets[:min(len(octets), 4096)]
	var at [2]int
	for i, b := range head {
		if b == 0 {
			at[i%2]++
		}
	}
	few := len(head) / 8
	switch {
	case at[1] > 2*few && at[0] <= few/4:
		return 'o'
	case at[0] > 2*few && at[1] <= few/4:
		return 'e'
	}
	return 0
}
