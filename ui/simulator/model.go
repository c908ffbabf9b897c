package simulator

import (
	"fmt"
	"net"
	"slices"
	"strconv"
	"strings"

	"relay/gateway"
	"relay/ui/words"
)

// detail is what a line of the log says at its end.
func detail(e gateway.SimulatorEvent) string {
	switch e.Kind {
	case gateway.SimulatorAccepted, gateway.SimulatorUnanswered:
		return words.T("id %s", e.Detail)
	case gateway.SimulatorEnded:
		return words.Said(e.Detail)
	case gateway.SimulatorFault:
		return words.Of(e.Detail)
	case gateway.SimulatorOctets:
		number, command, _ := strings.Cut(e.Detail, " ")
		n, _ := strconv.Atoi(number)
		return strings.TrimSpace(words.N(n, "%s octet", "%s octets") + " " + command)
	case gateway.SimulatorScenario:
		return mixWords(e.Detail)
	}
	return e.Detail
}

// bindSheet is how a program binds to the listener, as text to paste elsewhere.
func bindSheet(address string) string {
	host, port, _ := net.SplitHostPort(address)
	out := ""
	for _, line := range [][2]string{{words.T("Host"), host}, {words.T("Port"), port}, {"system_id", "relay"}, {"password", "relay"}, {"SMPP", "3.3, 3.4, 5.0"}} {
		out += line[0] + ": " + line[1] + "\n"
	}
	return out
}

// sample is a text to send in.
type sample struct{ name, text string }

// samplesOf are texts that make an application show what it can: a keyword, a
// script that is written from the right, signs of two code units, several parts.
func samplesOf() []sample {
	return []sample{{"STOP", "STOP"}, {words.T("Arabic##text"), "\u0645\u0631\u062d\u0628\u0627\u060c \u0623\u0635\u0644 \u063a\u062f\u064b\u0627 \u0627\u0644\u0633\u0627\u0639\u0629 9:30"}, {words.T("Emoji"), "\U0001F44D\U0001F3FD \U0001F389"}, {words.T("Long##text"), longText()}}
}

// mixWords is a mix as the screen names its rows.
func mixWords(mix string) string {
	m, err := gateway.ParseMix(mix)
	if err != nil || len(m) == 0 {
		return words.Of(gateway.Normal)
	}
	var names []string
	for _, c := range m {
		names = append(names, words.Of(c.Name))
	}
	return strings.Join(names, ", ")
}

// steps are the stops of a number's slider: 1, 2, 5, 10 and so on, and the
// largest.
func steps(p gateway.Param) (out []int) {
	for ten := 1; ten <= p.Max; ten *= 10 {
		for _, n := range []int{ten, 2 * ten, 5 * ten} {
			if n >= p.Min && n < p.Max {
				out = append(out, n)
			}
		}
	}
	return append(out, p.Max)
}

// stepOf is the stop that comes nearest to a number from below.
func stepOf(list []int, n int) int {
	i, exact := slices.BinarySearch(list, n)
	if !exact && i > 0 {
		i--
	}
	return min(i, len(list)-1)
}

// part is one word of a mix of shares.
type part struct {
	word    string
	percent int
}

// usual are the words that a mix offers beside those that it has.
func usual(k gateway.ParamKind) []string {
	if k == gateway.StatusMix {
		return []string{"0x58", "0x14", "0x0B", "0x08", gateway.NoneWord}
	}
	return []string{"UNDELIV", "EXPIRED", "REJECTD", "DELETED", gateway.NoneWord}
}

// sameWord tells whether two words of a mix mean the same.
func sameWord(k gateway.ParamKind, a, b string) bool {
	if x, ok := gateway.StatusOf(a); ok && k == gateway.StatusMix {
		y, ok := gateway.StatusOf(b)
		return ok && x == y
	}
	return strings.EqualFold(a, b)
}

// partsOf takes a mix apart: the usual words in their order, then its others.
func partsOf(k gateway.ParamKind, value string) (out []part) {
	for _, w := range usual(k) {
		out = append(out, part{word: w})
	}
	shares, err := gateway.ParseShares(value, nil)
	if err != nil {
		return out
	}
	for _, s := range shares {
		i := slices.IndexFunc(out, func(p part) bool { return sameWord(k, p.word, s.Word) })
		if i < 0 {
			i, out = len(out), append(out, part{word: s.Word})
		}
		out[i].percent += s.Percent
	}
	return out
}

// rest is what is left of a hundred.
func rest(list []part) int {
	n := 100
	for _, p := range list {
		n -= p.percent
	}
	return n
}

// mixOf writes parts as a mix: those that have a share, or the first without one.
func mixOf(list []part) string {
	var out []string
	for _, p := range list {
		if p.percent > 0 {
			out = append(out, fmt.Sprintf("%s:%d", p.word, p.percent))
		}
	}
	if len(out) == 0 {
		return list[0].word + ":0"
	}
	return strings.Join(out, ", ")
}

// partWords is a word of a mix as the screen names it: statuses by their name.
func partWords(k gateway.ParamKind, word string) string {
	if strings.EqualFold(word, gateway.NoneWord) {
		if k == gateway.StatusMix {
			return words.T("no answer")
		}
		return words.T("no receipt")
	}
	if st, ok := gateway.StatusOf(word); ok && k == gateway.StatusMix {
		return strings.TrimPrefix(st.Name(), "ESME_")
	}
	return strings.ToUpper(word)
}

// scriptOf writes lines as a script; lines that are wholly empty are left out.
// wrong says what can't be in one.
func scriptOf(list []gateway.Line) (value, wrong string) {
	var out []string
	for _, l := range list {
		word, reply := strings.TrimSpace(l.Word), strings.TrimSpace(l.Reply)
		switch {
		case word == "" && reply == "":
			continue
		case strings.ContainsAny(word, ":;+"), strings.ContainsAny(reply, ";+"):
			wrong = words.T("The signs ; and + can't be in a script, nor : in a word.")
		}
		out = append(out, word+":"+reply)
	}
	return strings.Join(out, "; "), wrong
}
