package sms

// segments cuts the text and writes its parts.
func (w *writer) segments(s Segments, h header) (Segments, error) {
	s.Units = w.size(0, len(w.units))
	if limit := Room(w.coding, h.length(false)); s.Units <= limit {
		head := h.octets(false, Concat{})
		s.ESMClass = udhi(head)
		s.Parts = []Part{w.part(head, 0, len(w.units), limit)}
		s.Messages, s.Limit, s.Remaining = 1, limit, limit-s.Units
		return s, nil
	}
	limit, most := Room(w.coding, h.length(true)), h.o.maxParts()
	if len(w.units) > most*limit {
		return s, tooLong(most)
	}
	cuts := w.cuts(limit)
	n := len(cuts)
	if n > most {
		return s, tooLong(most)
	}
	s.Messages, s.Limit = n, limit*n
	if h.o.Long == LongPayload {
		from := 0
		if n > 1 {
			from = cuts[n-2]
		}
		s.Remaining = limit - w.size(from, len(w.units))
		s.Parts = []Part{w.part(nil, 0, len(w.units), s.Limit)}
		s.Parts[0].Payload = true
		return s, nil
	}
	s.Parts = make([]Part, n)
	s.Units = 0
	from := 0
	for i, to := range cuts {
		c := h.o.concat(n, i+1)
		head := h.octets(true, c)
		s.ESMClass = udhi(head)
		s.Parts[i] = w.part(head, from, to, limit)
		s.Units += s.Parts[i].Units
		if h.o.Long == LongSAR {
			s.Parts[i].SAR = &SAR{Ref: c.Ref, Total: c.Total, Number: c.Number}
		}
		from = to
	}
	s.Remaining = limit - s.Parts[n-1].Units
	return s, nil
}

// udhi is the esm_class of parts with this header.
func udhi(head []byte) byte {
	if len(head) == 0 {
		return 0
	}
	return 0x40
}

func (w *writer) part(head []byte, from, to, limit int) Part {
	p := Part{Octets: w.octets(head, from, to), Units: w.size(from, to), Limit: limit}
	if n := len(head); n > 0 {
		p.UDH = p.Octets[:n:n]
	}
	if w.at != nil {
		p.Text = w.text[w.at[from]:w.at[to]]
	}
	return p
}

// messages returns how many parts the text needs, one more than there may be
// when it is too long.
func (w *writer) messages(h header) int {
	if w.size(0, len(w.units)) <= Room(w.coding, h.length(false)) {
		return 1
	}
	limit := Room(w.coding, h.length(true))
	if len(w.units) > maxParts*limit {
		return maxParts + 1
	}
	n := 0
	for from := 0; from < len(w.units) && n <= maxParts; n++ {
		from = w.hardCut(from, limit)
	}
	return n
}

// size returns how many units of a message a stretch takes.
func (w *writer) size(from, to int) int {
	n, set := to-from, byte(setASCII)
	if w.sets == nil {
		return n
	}
	for _, next := range w.sets[from:to] {
		if next != set {
			n, set = n+setEscapeOctets, next
		}
	}
	if set != setASCII {
		n += setEscapeOctets
	}
	return n
}

// octets writes the units behind a header.
func (w *writer) octets(head []byte, from, to int) []byte {
	units := w.units[from:to]
	out := make([]byte, 0, len(head)+2*len(units))
	out = append(out, head...)
	switch {
	case w.coding == UCS2:
		for _, u := range units {
			out = append(out, byte(u>>8), byte(u))
		}
	case w.coding == GSM7Packed:
		septets := make([]byte, len(units))
		for i, u := range units {
			septets[i] = byte(u)
		}
		out = append(out, PackGSM7(septets, FillBits(len(head)))...)
		// The second carriage return is a help to the reader; it never makes a
		// message longer than the network carries.
		if len(out) == maxUserData+1 {
			out = out[:maxUserData]
		}
	case w.sets != nil:
		set := byte(setASCII)
		for i, u := range units {
			if next := w.sets[from+i]; next != set {
				out, set = append(out, setEscapes[next]...), next
			}
			out = append(out, byte(u))
		}
		if set != setASCII {
			out = append(out, setEscapes[setASCII]...)
		}
	default:
		for _, u := range units {
			out = append(out, byte(u))
		}
	}
	return out
}
