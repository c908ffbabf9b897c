package sms

import (
	"fmt"
	"strings"
)

// ElementWords explain one element of a header to a reader.
type ElementWords struct {
	ID      byte
	Name    string // "concatenation, 8-bit reference"
	Meaning string // "part 1 of 2, reference 5"; the octets in hex where there is nothing to say
	Problem string // what is wrong with it, "" for nothing
}

// Describe explains the elements of a header in their order.
func (h UDH) Describe() []ElementWords {
	list := make([]ElementWords, len(h.Elements))
	for i, e := range h.Elements {
		list[i] = e.Describe()
		if !InfoOfElement(e.ID).Once {
			continue
		}
		for _, later := range h.Elements[i+1:] {
			if later.ID == e.ID && list[i].Problem == "" {
				list[i].Problem = "may stand only once: the last one counts"
			}
		}
	}
	return list
}

// Describe explains one element.
func (e Element) Describe() ElementWords {
	info := InfoOfElement(e.ID)
	w := ElementWords{ID: e.ID, Name: info.Name}
	if n := len(e.Data); n < info.Min || n > info.Max {
		w.Meaning = hexWords(e.Data)
		w.Problem = fmt.Sprintf("has %d octets, not %d", n, info.Min)
		switch {
		case info.Max == anyLength:
			w.Problem = fmt.Sprintf("has %d octets, not %d or more", n, info.Min)
		case info.Max != info.Min:
			w.Problem = fmt.Sprintf("has %d octets, not %d to %d", n, info.Min, info.Max)
		}
		return w
	}
	w.Meaning, w.Problem = e.meaning()
	return w
}

// meaning reads an element of the right length.
func (e Element) meaning() (words, problem string) {
	d := e.Data
	var h UDH
	h.read(e)
	switch e.ID {
	case ElementConcat8, ElementConcat16:
		n := len(d)
		ref := uint(d[0])
		if e.ID == ElementConcat16 {
			ref = ref<<8 | uint(d[1])
		}
		if h.Concat == nil {
			problem = "there is no such part"
		}
		return fmt.Sprintf("part %d of %d, reference %d", d[n-1], d[n-2], ref), problem
	case ElementIndication:
		return h.Indications[0].String(), ""
	case ElementPorts8, ElementPorts16:
		return fmt.Sprintf("to port %s from port %s", portWords(h.Ports.Destination), portWords(h.Ports.Source)), ""
	case 0x06:
		return smscControlWords(d[0]), ""
	case 0x07:
		return pick(d[0], "reserved", "what follows is from the sender", "what follows is from the receiver", "what follows is from the message centre"), ""
	case 0x0A:
		return fmt.Sprintf("%d characters from %d: %s", d[1], d[0], formatWords(d[2])), ""
	case 0x0B:
		return fmt.Sprintf("at character %d: sound %d", d[0], d[1]), ""
	case 0x0D:
		return fmt.Sprintf("at character %d: animation %d", d[0], d[1]), ""
	case 0x0C, 0x0E, 0x0F, 0x10, 0x11:
		return fmt.Sprintf("at character %d: %d octets", d[0], len(d)-1), ""
	case 0x12:
		return fmt.Sprintf("at character %d: %d by %d points", d[0], 8*int(d[1]), d[2]), ""
	case 0x13:
		return fmt.Sprintf("%d objects belong together", d[0]), ""
	case 0x17:
		s := "may be passed on"
		if d[1]&1 == 1 {
			s = "not to be passed on"
		}
		if d[0] == 0 {
			return "all objects: " + s, ""
		}
		return fmt.Sprintf("the next %d objects: %s", d[0], s), ""
	case 0x20:
		return fmt.Sprintf("an e-mail header of %d characters stands before the text", d[0]), ""
	case 0x21:
		return fmt.Sprintf("at character %d: a title of %d characters and an address of %d", uint(d[0])<<8|uint(d[1]), d[2], d[3]), ""
	case 0x22:
		return replyWords(d), ""
	case ElementSingleShift, ElementLockingShift:
		l := Language(d[0])
		if l == NoLanguage || l >= languageCount || e.ID == ElementLockingShift && lockingTables[l] == nil {
			problem = "there is no such table: it is passed over"
		}
		return l.String(), problem
	}
	return hexWords(d), ""
}

func portWords(port uint16) string {
	if name := portName(port); name != "" {
		return fmt.Sprintf("%d (%s)", port, name)
	}
	return fmt.Sprint(port)
}

// smscControlWords reads when a status report is wanted (3GPP 23.040
// 9.2.3.24.5).
func smscControlWords(b byte) string {
	var list []string
	for _, bit := range [...]struct {
		mask byte
		word string
	}{
		{0x01, "report on delivery"}, {0x02, "report on a permanent error"}, {0x04, "report on a temporary error, given up"},
		{0x08, "report on a temporary error, still trying"}, {0x40, "after a failure no report for the parts that follow"}, {0x80, "the report repeats this header"},
	} {
		if b&bit.mask != 0 {
			list = append(list, bit.word)
		}
	}
	if list == nil {
		return "no report"
	}
	return strings.Join(list, ", ")
}

// formatWords reads a formatting mode (3GPP 23.040 9.2.3.24.10.1.1).
func formatWords(b byte) string {
	list := []string{pick(b&3, "left", "centre", "right", "default alignment")}
	if size := pick(b>>2&3, "", "large", "small", "reserved size"); size != "" {
		list = append(list, size)
	}
	for i, word := range [...]string{"bold", "italic", "underlined", "struck through"} {
		if b&(0x10<<i) != 0 {
			list = append(list, word)
		}
	}
	return strings.Join(list, ", ")
}

// replyWords reads an address in the form of 3GPP 23.040 9.1.2.5: digits,
// type, and the digits with their halves swapped.
func replyWords(d []byte) string {
	if len(d) <= 2 || d[0] == 0 || d[1]>>4&7 == 5 { // no digits, or letters as packed septets
		return hexWords(d)
	}
	var b strings.Builder
	if d[1]>>4&7 == 1 {
		b.WriteByte('+')
	}
	for i := range min(int(d[0]), 2*(len(d)-2)) {
		b.WriteByte("0123456789*#abc?"[d[2+i/2]>>(4*(i%2))&15])
	}
	return b.String()
}

// pick returns the word at an index, "reserved" beyond the list.
func pick(i byte, words ...string) string {
	if int(i) < len(words) {
		return words[i]
	}
	return "reserved"
}

func hexWords(d []byte) string {
	if len(d) == 0 {
		return "empty"
	}
	return fmt.Sprintf("% X", d)
}
