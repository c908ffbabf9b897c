package sms

import (
	"errors"
	"math"
	"unicode/utf16"
	"unicode/utf8"
)

// writer holds a text as units of its coding: septets with their escapes,
// octets or UTF-16.
type writer struct {
	coding   Coding
	alphabet *Alphabet // of septets
	text     string
	units    []uint16
	at       []int32        // where in the text each unit's character begins; nil for octets that are no text
	charset  *charsetWriter // of a coding with a table
	sets     []byte         // of ISO2022JP: the character set of each unit; its escapes are not among the units
	count    []uint16       // parts needed from each unit on; made when first asked for
}

func (w *writer) fits(r rune) bool {
	switch w.coding {
	case GSM7, GSM7Packed:
		return FitsGSM7(r)
	case Latin1:
		return r <= 0xFF
	case ASCII:
		return r <= 0x7F
	case UCS2, UTF8:
		return true
	}
	if w.charset == nil {
		return false
	}
	_, _, ok := w.charset.char(r)
	return ok
}

var errDoesNotFit = errors.New("a character does not fit the coding")

func newWriter(text string, c Coding, a *Alphabet) (*writer, error) {
	w := &writer{coding: c, alphabet: a, text: text}
	if c.onlyForReading() {
		return w, errDoesNotFit
	}
	w.units = make([]uint16, 0, len(text)+8)
	if c == Binary {
		for _, b := range []byte(text) {
			w.units = append(w.units, uint16(b))
		}
		w.text = ""
		return w, nil
	}
	w.at = make([]int32, 0, len(text)+8)
	var err error
	if charsetOf(c) != nil {
		w.charset = newCharsetWriter(c)
		err = w.putCharset(text)
	} else {
		err = w.put(text)
	}
	w.at = append(w.at, place(len(text)))
	return w, err
}

// place keeps an offset in 32 bits. A text that goes beyond needs far more than
// 255 parts and is never cut.
func place(i int) int32 { return int32(min(i, math.MaxInt32)) }

func (w *writer) put(text string) error {
	for i, r := range text {
		switch {
		case w.coding == UTF8:
			for _, b := range utf8.AppendRune(nil, r) {
				w.units = append(w.units, uint16(b))
				w.at = append(w.at, place(i))
			}
			continue
		case w.coding == UCS2 && r > 0xFFFF:
			hi, lo := utf16.EncodeRune(r)
			w.units = append(w.units, uint16(hi), uint16(lo))
			w.at = append(w.at, place(i), place(i))
			continue
		case w.coding == GSM7 || w.coding == GSM7Packed:
			code, ok := w.alphabet.code(r)
			if !ok {
				return errDoesNotFit
			}
			if code >= escaped {
				w.units = append(w.units, escape)
				w.at = append(w.at, place(i))
			}
			w.units = append(w.units, code&0x7F)
		case !w.fits(r):
			return errDoesNotFit
		default:
			w.units = append(w.units, uint16(r))
		}
		w.at = append(w.at, place(i))
	}
	return nil
}

func (w *writer) putCharset(text string) error {
	for i, r := range text {
		octets, set, ok := w.charset.char(r)
		if !ok {
			return errDoesNotFit
		}
		for _, b := range octets {
			w.units = append(w.units, uint16(b))
			w.at = append(w.at, place(i))
			if w.coding == ISO2022JP {
				w.sets = append(w.sets, set)
			}
		}
	}
	return nil
}
