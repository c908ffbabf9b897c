package gateway

import (
	"errors"
	"fmt"

	"relay/gateway/smpp"
	"relay/gateway/sms"
)

// Words of ClientConfig.Alphabet: what data_coding 0 means to the provider.
const (
	AlphabetGSM7   = "gsm7"
	AlphabetPacked = "gsm7-packed"
	AlphabetLatin1 = "latin1"
	AlphabetASCII  = "ascii"
	AlphabetUTF8   = "utf8"
)

// DefaultCoding is how octets under data_coding 0 are read and written on the
// link.
func (c ClientConfig) DefaultCoding() sms.Coding {
	coding, err := sms.ParseCoding(c.Alphabet)
	if err != nil || coding == sms.Auto {
		return sms.GSM7
	}
	return coding
}

// Segment cuts a text as the link wants it: its alphabet for data_coding 0, its
// way to send long texts, national tables where they are allowed. coding Auto
// takes the link's alphabet when every character fits, else UCS-2; Forced then
// names the characters that do not.
func (c ClientConfig) Segment(text string, coding sms.Coding, class sms.Class, ref uint16) (sms.Segments, error) {
	seg, err := c.segment(text, coding, class, ref)
	if err != nil {
		return seg, err
	}
	if c.DataCoding != Automatic && class == sms.NoClass && seg.DataCoding == 0 {
		seg.DataCoding = byte(c.DataCoding)
	}
	if c.MaxParts > 0 && seg.Messages > c.MaxParts {
		return seg, fmt.Errorf("the text needs %d parts, and this connection sends %d at most: shorten it", seg.Messages, c.MaxParts)
	}
	return seg, nil
}

func (c ClientConfig) segment(text string, coding sms.Coding, class sms.Class, ref uint16) (sms.Segments, error) {
	o := sms.Options{Coding: coding, Class: class, Ref: ref, National: c.National}
	if long, err := sms.ParseLongMode(c.Long); err == nil {
		o.Long = long
	}
	own := c.DefaultCoding()
	if coding != sms.Auto {
		return sms.SegmentWith(text, o)
	}
	if c.Transliterate {
		if plain := sms.Simplify(text); own == sms.GSM7 && sms.Choose(plain) == sms.GSM7 {
			text = plain
		}
	}
	if own != sms.GSM7 {
		o.Coding = own
	}
	seg, err := sms.SegmentWith(text, o)
	var unfit *sms.CodingError
	if errors.As(err, &unfit) {
		o.Coding = sms.UCS2
		forced := seg.Forced
		seg, err = sms.SegmentWith(text, o)
		seg.Forced = forced
		return seg, err
	}
	if own != sms.GSM7 && class == sms.NoClass {
		seg.DataCoding = 0 // the provider's default alphabet is this one
	}
	return seg, err
}

// UserData is the text's octets of a stored PDU, without the user data header; nil
// when it does not read.
func UserData(pdu []byte) []byte {
	var p smpp.PDU
	if smpp.Decode(&p, pdu, smpp.V50) != nil {
		return nil
	}
	body := p.Text()
	if p.Int(smpp.FieldESMClass)&0x40 != 0 && len(body) > 0 && int(body[0]) < len(body) {
		body = body[int(body[0])+1:]
	}
	return body
}

// Clean makes what a stranger wrote fit for one line of a window or a terminal:
// control characters, those that turn the direction of text and those without a
// width become visible marks.
func Clean(s string) string { return sms.Clean(s) }

// checkText finds what the link's way to send texts can not be.
func (c ClientConfig) checkText(path string) Problems {
	if c.Version == smpp.V33 && (c.Long == sms.LongSAR.String() || c.Long == sms.LongPayload.String()) {
		return Problems{{Path: path + ".long", Key: "SMPP 3.3 has no TLVs, so long texts need a header there: use udh8 or udh16, or version 3.4"}}
	}
	return nil
}
