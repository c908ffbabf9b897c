package gateway

import (
	"cmp"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"relay/gateway/smpp"
	"relay/gateway/sms"
)

// Param is the value that a scenario takes.
type Param struct {
	Kind     ParamKind
	Unit     string // behind a number
	Default  string
	Min, Max int
}

// ParamKind is how a value is written.
type ParamKind uint8

const (
	NoParam     ParamKind = iota
	NumberParam           // "20"
	StatusParam           // a command_status: "0x0B", "11" or "ESME_RINVDSTADR"
	StatusMix             // statuses and per cent: "0x58:5, 0x14:3"
	StateMix              // words of a receipt and per cent: "UNDELIV:5, EXPIRED:2"
	ScriptParam           // words and replies: "hello:Hi; *:Thank you"
)

// NoneWord stands for no answer or no receipt in a mix.
const NoneWord = "none"

// Check tells in words what is wrong with a value.
func (p Param) Check(value string) error {
	var err error
	switch p.Kind {
	case NumberParam:
		if n, bad := strconv.Atoi(value); bad != nil || n < p.Min || n > p.Max {
			return fmt.Errorf("use a number from %d to %d", p.Min, p.Max)
		}
	case StatusParam:
		if _, ok := StatusOf(value); !ok {
			return noStatus(value)
		}
	case StatusMix:
		_, err = ParseShares(value, func(word string) error {
			if _, ok := StatusOf(word); !ok {
				return noStatus(word)
			}
			return nil
		})
	case StateMix:
		_, err = ParseShares(value, func(word string) error {
			if st, ok := sms.StateOfWord(word); !ok || st == sms.StateEnroute || st == sms.StateScheduled {
				return fmt.Errorf("%q: use a final state such as UNDELIV", word)
			}
			return nil
		})
	case ScriptParam:
		_, err = ParseScript(value)
	}
	return err
}

func noStatus(word string) error {
	return fmt.Errorf("%q: use a code such as 0x58", word)
}

// StatusOf reads a command_status other than ESME_ROK, as a number or by its
// name.
func StatusOf(word string) (smpp.Status, bool) {
	if n, err := strconv.ParseUint(word, 0, 32); err == nil {
		return smpp.Status(n), n != 0
	}
	st, ok := smpp.StatusByName(strings.ToUpper(word))
	return st, ok && st != smpp.ROK
}

// Share is the part of a hundred that a word of a mix gets.
type Share struct {
	Word    string
	Percent int
}

// ParseShares reads "word:per cent" separated by commas; known judges the words
// other than "none". What is left of a hundred stays as it is.
func ParseShares(value string, known func(word string) error) (out []Share, err error) {
	total := 0
	for piece := range strings.SplitSeq(value, ",") {
		word, share, _ := strings.Cut(piece, ":")
		word = strings.TrimSpace(word)
		n, bad := strconv.Atoi(strings.TrimSpace(share))
		if bad != nil || n < 0 || n > 100 {
			return nil, fmt.Errorf("%q needs its per cent, as in %s:5", strings.TrimSpace(piece), cmp.Or(word, NoneWord))
		}
		if known != nil && !strings.EqualFold(word, NoneWord) {
			if err := known(word); err != nil {
				return nil, err
			}
		}
		out, total = append(out, Share{word, n}), total+n
	}
	if total > 100 {
		return nil, fmt.Errorf("that is %d per cent together", total)
	}
	return out, nil
}

// Line is one line of a script: a text that contains Word gets Reply.
type Line struct{ Word, Reply string }

// ParseScript reads "word:reply" separated by semicolons. There is no plus in
// it, which joins scenarios.
func ParseScript(value string) (out []Line, err error) {
	for piece := range strings.SplitSeq(value, ";") {
		word, reply, _ := strings.Cut(piece, ":")
		word, reply = strings.TrimSpace(word), strings.TrimSpace(reply)
		if word == "" || reply == "" {
			return nil, fmt.Errorf("%q: use a word and its reply, as in hello:Hi", strings.TrimSpace(piece))
		}
		out = append(out, Line{word, reply})
	}
	if strings.Contains(value, "+") {
		return nil, errors.New("there can be no plus sign in a script")
	}
	return out, nil
}
