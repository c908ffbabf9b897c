package octets

import (
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// Whole tells whether octets begin with a PDU that is all there.
func Whole(b []byte) bool {
	return len(b) >= 16 && binary.BigEndian.Uint32(b) >= 16 && int64(binary.BigEndian.Uint32(b)) <= int64(len(b))
}

// onlyPDUs tells whether octets are PDUs to the last octet.
func onlyPDUs(b []byte) bool {
	for Whole(b) {
		b = b[binary.BigEndian.Uint32(b):]
	}
	return len(b) == 0
}

// Split cuts octets into PDUs by their lengths; what does not fit is the
// last piece.
func Split(b []byte) [][]byte {
	var out [][]byte
	for len(b) > 0 {
		n := len(b)
		if len(b) >= 4 {
			if l := int64(binary.BigEndian.Uint32(b)); l >= 16 && l <= int64(len(b)) {
				n = int(l)
			}
		}
		out = append(out, b[:n])
		b = b[n:]
	}
	return out
}

var (
	comments = regexp.MustCompile(`(?s)/\*.*?\*/|//[^\n]*`)
	arrays   = regexp.MustCompile(`\{([^{}]*)\}`)
	quoted   = regexp.MustCompile(`"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'`)
	number   = regexp.MustCompile(`0[xX][0-9a-fA-F]+|'[^'\\]'|[0-9]+`)
)

// Parse reads hex with any separators, 0x before octets or before all, a hex
// dump with its offsets and with or without its text column, C arrays and
// escaped strings, several of each.
func Parse(text string) ([]byte, error) {
	dump, isDump := parseDump(text)
	if isDump && onlyPDUs(dump) {
		return dump, nil
	}
	out, err := parseWritten(text)
	if isDump && (err != nil || !onlyPDUs(out)) {
		return dump, nil // a dump of something malformed
	}
	return out, err
}

func parseWritten(text string) ([]byte, error) {
	if strings.Contains(text, `\x`) {
		return parseEscaped(text)
	}
	text = comments.ReplaceAllString(text, " ")
	if lists := arrays.FindAllStringSubmatch(text, -1); lists != nil {
		var out []byte
		for _, list := range lists {
			b, err := parseArray(list[1])
			if err != nil {
				return nil, err
			}
			out = append(out, b...)
		}
		return out, nil
	}
	return parseDigits(text)
}

// parseArray reads the numbers of a C array, which are decimal without 0x.
func parseArray(list string) ([]byte, error) {
	if !strings.Contains(strings.ToLower(list), "0x") {
		return parseDigits(list)
	}
	var out []byte
	for _, word := range number.FindAllString(list, -1) {
		if word[0] == '\'' {
			out = append(out, word[1])
			continue
		}
		n, err := strconv.ParseUint(word, 0, 8)
		if err != nil {
			return nil, fmt.Errorf("%s in the array is no octet: 0x00 to 0xff", word)
		}
		out = append(out, byte(n))
	}
	if len(out) == 0 {
		return nil, errors.New("there is no number in the array")
	}
	return out, nil
}

// parseEscaped reads \x00 and the other escapes of C strings; within quotes
// every other character stands for itself.
func parseEscaped(text string) ([]byte, error) {
	var out []byte
	literals := quoted.FindAllStringSubmatch(text, -1)
	if literals == nil {
		text = strings.Join(strings.FieldsFunc(text, func(r rune) bool { return r <= ' ' || r == ',' }), "")
		literals = [][]string{{"", text, ""}}
	}
	for _, l := range literals {
		s := l[1] + l[2]
		for len(s) > 0 {
			if s[0] != '\\' || len(s) == 1 {
				out, s = append(out, s[0]), s[1:]
				continue
			}
			n := 2
			switch c := s[1]; {
			case c == 'x':
				if len(s) < 4 {
					return nil, fmt.Errorf("%s ends within an octet: two hex digits follow \\x", s)
				}
				b, err := hex.DecodeString(s[2:4])
				if err != nil {
					return nil, fmt.Errorf("%s is no octet: two hex digits follow \\x", s[:4])
				}
				out, n = append(out, b[0]), 4
			case c >= '0' && c <= '7':
				for n = 1; n < 4 && n < len(s) && s[n] >= '0' && s[n] <= '7'; n++ {
				}
				v, err := strconv.ParseUint(s[1:n], 8, 8)
				if err != nil {
					return nil, fmt.Errorf("%s is no octet: \\0 to \\377", s[:n])
				}
				out = append(out, byte(v))
			default:
				if i := strings.IndexByte("abtnvfr", c); i >= 0 {
					c = '\a' + byte(i)
				}
				out = append(out, c)
			}
			s = s[n:]
		}
	}
	if len(out) == 0 {
		return nil, errors.New("the string in it is empty")
	}
	return out, nil
}

// parseDigits reads hex digits with any separators between them.
func parseDigits(text string) ([]byte, error) {
	var digits strings.Builder
	line, column := 1, 0
	for i := 0; i < len(text); i++ {
		column++
		switch c := text[i]; {
		case c == '\n':
			line, column = line+1, 0
		case c == '0' && i+1 < len(text) && (text[i+1] == 'x' || text[i+1] == 'X'):
			n := 0
			for i+2+n < len(text) && isHex(text[i+2+n]) {
				n++
			}
			if n%2 != 0 {
				digits.WriteByte('0') // 0x0 is an octet
			}
			i++
			column++
		case isHex(c):
			digits.WriteByte(c)
		case c > ' ' && !strings.ContainsRune(":,;-_|.\"'[](){}=", rune(c)):
			return nil, fmt.Errorf("%q is no hex digit (line %d, character %d)", c, line, column)
		}
	}
	s := digits.String()
	switch {
	case s == "":
		return nil, errors.New("there is no hex digit in it")
	case len(s)%2 != 0:
		return nil, fmt.Errorf("there are %d hex digits, and an octet has two: one is missing", len(s))
	}
	return hex.DecodeString(s)
}

func isHex(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F'
}
