package octets

import (
	"bytes"
	"encoding/hex"
	"regexp"
	"strconv"
	"strings"
)

// widestDump is the most octets of a line that is read as a dump's.
const widestDump = 64

var dumpLine = regexp.MustCompile(`^\s*(?:0[xX])?([0-9a-fA-F]{4,8}):?(?:\s+(.*))?$`)

// parseDump reads hex dumps as tcpdump, Wireshark, xxd, hexdump and od print
// them: an offset, octets, and perhaps the text beside them. An offset of 0
// begins another dump, and a line of * repeats the one before it. ok is false
// for what is no dump: the offsets must count the octets.
func parseDump(text string) (out []byte, ok bool) {
	var lines [][]string
	for _, l := range strings.Split(strings.ReplaceAll(text, "\r", ""), "\n") {
		switch m := dumpLine.FindStringSubmatch(l); {
		case strings.TrimSpace(l) == "":
		case strings.TrimSpace(l) == "*":
			lines = append(lines, nil)
		case m == nil:
			return nil, false
		default:
			lines = append(lines, m[1:])
		}
	}
	for _, base := range []int{16, 8, 10} {
		if out, ok = dumpIn(lines, base); ok {
			return out, true
		}
	}
	return nil, false
}

// dumpIn reads the lines with offsets in a base.
func dumpIn(lines [][]string, base int) (out []byte, ok bool) {
	start, repeat := 0, []byte(nil) // where the dump began; the line that a * repeats
	var last []byte
	for i, l := range lines {
		if l == nil {
			if last == nil {
				return nil, false
			}
			repeat = last
			continue
		}
		at64, err := strconv.ParseUint(l[0], base, 32)
		if err != nil {
			return nil, false
		}
		at := int(at64)
		for len(repeat) > 0 && start+at > len(out) && start+at <= Most {
			out = append(out, repeat...)
		}
		repeat = nil
		if at == 0 {
			start = len(out)
		}
		if start+at != len(out) {
			return nil, false
		}
		most := widestDump
		if i+1 < len(lines) && lines[i+1] != nil {
			if next, err := strconv.ParseUint(lines[i+1][0], base, 32); err == nil && int(next) > at {
				most = int(next) - at
			}
		}
		if last = dumpOctets(l[1], most); last == nil && l[1] != "" {
			return nil, false
		}
		out = append(out, last...)
	}
	return out, len(out) > 0
}

// dumpOctets reads the octets of a line, at most so many. What follows them is
// text: where it says what they say in ASCII, it is told from octets by that.
func dumpOctets(s string, most int) []byte {
	var octets []byte
	longest := []byte(nil)
	rest := s
	for len(octets) < most {
		word := strings.TrimLeft(rest, " \t")
		n := 0
		for n < len(word) && isHex(word[n]) {
			n++
		}
		if n < 2 || n%2 != 0 || n > 16 || n < len(word) && word[n] != ' ' && word[n] != '\t' && word[n] != '|' && word[n] != '-' {
			break
		}
		b, err := hex.DecodeString(word[:n])
		if err != nil || len(octets)+len(b) > most {
			break
		}
		octets, rest = append(octets, b...), strings.TrimPrefix(word[n:], "-")
		longest = octets
		if says(rest, octets) {
			return octets
		}
	}
	return bytes.Clone(longest)
}

// says tells whether a text column stands for the octets: the same printable
// characters, anything for the others.
func says(column string, octets []byte) bool {
	column = strings.TrimSpace(column)
	if len(column) > 1 && column[0] == '|' && column[len(column)-1] == '|' {
		column = column[1 : len(column)-1]
	}
	var shown []rune
	for _, r := range column {
		if r != ' ' {
			shown = append(shown, r)
		}
	}
	if len(shown) == 0 {
		return false
	}
	i := 0
	for _, c := range octets {
		switch {
		case c == ' ':
			continue
		case i == len(shown) || c > ' ' && c < 0x7F && shown[i] != rune(c):
			return false
		case (c < ' ' || c >= 0x7F) && shown[i] < 0x80 && isHex(byte(shown[i])):
			return false // another octet, not a dot
		}
		i++
	}
	return i == len(shown)
}
