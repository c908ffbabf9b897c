package compose

import (
	"fmt"
	"strings"

	"relay/gateway"
	"relay/gateway/sms"
	"relay/ui/words"
)

const (
	maxBorders = 3  // that the panel shows
	borderSide = 16 // characters at each side of one
)

// borders shows where a text is cut: "…bring your card ¦ and come five…".
func borders(seg sms.Segments) (out []string) {
	for i := 1; i < len(seg.Parts); i++ {
		before, after := []rune(seg.Parts[i-1].Text), []rune(seg.Parts[i].Text)
		if len(before) == 0 || len(after) == 0 {
			return nil
		}
		head, tail := "", ""
		if len(before) > borderSide {
			before, head = before[len(before)-borderSide:], "…"
		}
		if len(after) > borderSide {
			after, tail = after[:borderSide], "…"
		}
		out = append(out, gateway.Clean(head+string(before)+" ¦ "+string(after)+tail))
	}
	return out
}

// CutLines are the borders as the panel shows them.
func (s *State) CutLines() string {
	if len(s.Borders) == 0 {
		return ""
	}
	lines := []string{words.T("Cut at")}
	for i, b := range s.Borders[:min(len(s.Borders), maxBorders)] {
		lines = append(lines, fmt.Sprintf("%d ¦ %d   %s", i+1, i+2, b))
	}
	if more := len(s.Borders) - maxBorders; more > 0 {
		lines[0] = words.N(more, "Cut at, and %s place more", "Cut at, and %s places more")
	}
	return strings.Join(lines, "\n")
}

// tlvs reads what is to go with each part.
func (s *State) tlvs(d Draft, link gateway.ClientConfig) {
	for t := range strings.SplitSeq(d.TLVs, ";") {
		if t = strings.TrimSpace(t); t != "" {
			s.TLVs = append(s.TLVs, t)
		}
	}
	if p := link.CheckTLVs(s.TLVs); p != nil {
		s.TLVLine, s.TLVBad = words.Problem(*p), true
	}
}
