package sms

import (
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
)

// charsetOf returns the table of a coding that is read and written through one;
// nil for the others.
func charsetOf(c Coding) encoding.Encoding {
	switch c {
	case Cyrillic:
		return charmap.ISO8859_5
	case Hebrew:
		return charmap.ISO8859_8
	case ShiftJIS:
		return japanese.ShiftJIS
	case ISO2022JP:
		return japanese.ISO2022JP
	case EUCJP:
		return japanese.EUCJP
	case EUCKR:
		return korean.EUCKR
	}
	return nil
}

// charsetWriter writes single characters of a coding that has a table.
type charsetWriter struct {
	coding Coding
	enc    *encoding.Encoder
	dec    *encoding.Decoder
	buf    [16]byte
}

func newCharsetWriter(c Coding) *charsetWriter {
	cs := charsetOf(c)
	return &charsetWriter{coding: c, enc: cs.NewEncoder(), dec: cs.NewDecoder()}
}

// The character sets of ISO-2022-JP and the escapes that begin them.
const (
	setASCII = iota
	setKanji
	setKatakana
)

var setEscapes = [...]string{setASCII: "\x1B(B", setKanji: "\x1B$B", setKatakana: "\x1B(I"}

const setEscapeOctets = 3

// char writes one character; of ISO-2022-JP without the escape, whose set it
// tells instead. ok is false when the coding lacks the character, or would read
// another in its place. The octets are good until the next call.
func (w *charsetWriter) char(r rune) (octets []byte, set byte, ok bool) {
	if r < utf8.RuneSelf {
		w.buf[0] = byte(r)
		// An escape and the shifts of ISO 2022 would be taken for those of the
		// coding itself.
		return w.buf[:1], setASCII, w.coding != ISO2022JP || r != 0x1B && r != 0x0E && r != 0x0F
	}
	var src [utf8.UTFMax]byte
	n := utf8.EncodeRune(src[:], r)
	w.enc.Reset()
	n, _, err := w.enc.Transform(w.buf[:], src[:n], true)
	if err != nil {
		return nil, 0, false
	}
	octets = w.buf[:n]
	var back [utf8.UTFMax * 4]byte
	w.dec.Reset()
	m, _, err := w.dec.Transform(back[:], octets, true)
	if got, size := utf8.DecodeRune(back[:m]); err != nil || got != r || size != m {
		return nil, 0, false
	}
	switch w.coding {
	case ISO2022JP:
		set = setKanji
		if string(octets[:setEscapeOctets]) == setEscapes[setKatakana] {
			set = setKatakana
		}
		octets = octets[setEscapeOctets:]
		if n := len(octets) - setEscapeOctets; n > 0 && string(octets[n:]) == setEscapes[setASCII] {
			octets = octets[:n]
		}
	case EUCKR:
		// The library's table also holds what a later code page added between
		// the rows of KS C 5601.
		ok := len(octets) == 2 && octets[0] >= 0xA1 && octets[1] >= 0xA1
		return octets, 0, ok
	}
	return octets, set, true
}

// decodeCharset reads octets through a table. What cannot be read is U+FFFD.
func decodeCharset(octets []byte, cs encoding.Encoding) string {
	out := make([]byte, 0, 2*len(octets))
	var buf [256]byte
	dec := cs.NewDecoder()
	for len(octets) > 0 {
		// The only error is a full buffer; the loop is ready for others, so that
		// it ends whatever a stranger sent.
		n, used, _ := dec.Transform(buf[:], octets, true)
		out = append(out, buf[:n]...)
		if octets = octets[used:]; n == 0 && used == 0 {
			out = utf8.AppendRune(out, replacement)
			octets = octets[1:]
		}
	}
	return string(out)
}
