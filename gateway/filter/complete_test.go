package filter

import (
	"slices"
	"strings"
	"testing"
)

func knownForTest(name string) []Value {
	switch name {
	case "link":
		return []Value{{"provider-a", "3 PDUs"}, {"my office", "1 PDU"}}
	case "dest":
		return []Value{{"+46701740605", "14 PDUs"}, {"+36301234567", "2 PDUs"}}
	}
	return nil
}

func TestComplete(t *testing.T) {
	for typed, want := range map[string][]string{
		"":                         {"cmd", "status", "link"},
		"stat":                     {"status"},
		"cmd":                      {"==", "!="},
		"cmd ":                     {"==", "!="},
		"cmd=":                     {"=="},
		"cmd==sub":                 {"submit_sm", "submit_sm_resp"},
		"cmd==submit_sm":           {"submit_sm", "submit_sm_resp"},
		"cmd==submit_sm ":          {"&&", "||"},
		"cmd==submit_sm &":         {"&&"},
		"(cmd==a ":                 {"&&", "||", ")"},
		"(cmd==a) ":                {"&&", "||"},
		"cmd==submit_sm && !(sta":  {"status"},
		"status==thr":              {"ESME_RTHROTTLED"},
		"status==0x58":             {"ESME_RTHROTTLED"},
		"link==off":                {`"my office"`},
		"link==":                   {"provider-a", `"my office"`},
		`link=="pro`:               {"provider-a"},
		"dest~+46":                 {"+46701740605"},
		"dest~":                    {"+46701740605", "+36301234567"},
		"registered_delivery==":    {},
		"dir==":                    {"out", "in"},
		"source_addr_subunit==":    {"0", "1"},
		"dest_addr_ton==inter":     {"1"},
		"answer>":                  {"yes", "no", "100ms"},
		"dir==out":                 {" && ", " || "},
		"(dir==out":                {" && ", " || ", " )"},
		"dest~+46701":              {"+46701740605", " && "},
		"user_message_ref":         {"user_message_reference"},
		"cmd==submit_sm && dest==": {"+46701740605"},
	} {
		var got []string
		for _, c := range Complete(typed, len(typed), knownForTest) {
			got = append(got, c.Text)
		}
		if len(got) < len(want) || !slices.Equal(got[:len(want)], want) {
			t.Errorf("%q: %v, want %v first", typed, got[:min(len(got), 6)], want)
		}
	}
	for _, typed := range []string{"?", "cmd==a b", "cmd%", "dir==outgoing", "dest==+49"} {
		if got := Complete(typed, len(typed), nil); len(got) != 0 {
			t.Errorf("%q: %v", typed, got)
		}
	}
}

// What is taken stands at the caret, and what follows stays.
func TestCompletionInTheMiddle(t *testing.T) {
	expr := "cmd==sub && dir==out"
	list := Complete(expr, len("cmd==sub"), nil)
	if len(list) == 0 {
		t.Fatal("nothing")
	}
	text, caret := list[0].Apply(expr)
	if text != "cmd==submit_sm && dir==out" || text[:caret] != "cmd==submit_sm" {
		t.Errorf("%q, caret at %d", text, caret)
	}
}

func TestDidYouMean(t *testing.T) {
	for expr, want := range map[string]string{"stauts==0": "did you mean status?", "dst==1": "did you mean dest?", "registered==1": "did you mean registered_delivery?", "zzzzzz==1": "use cmd, status"} {
		if _, err := Parse(expr); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", expr, err)
		}
	}
}

// A value that nothing can have is told, without being an error.
func TestDoubt(t *testing.T) {
	for expr, want := range map[string]string{
		"cmd==submitsm":                 "no command is called submitsm: did you mean submit_sm?",
		"dir==out && cmd!=bind_trans":   "no command is called bind_trans: did you mean bind_transmitter?",
		"status==thrott":                "no status is called thrott: did you mean ESME_RTHROTTLED?",
		"dir==outgoing":                 "no direction is called outgoing",
		"answer==maybe":                 "no answer is called maybe",
		"seq==first":                    "seq is a number",
		"esm_class==receipt":            "esm_class is a number",
		"cmd==SUBMIT_SM || status==0":   "",
		"status==RTHROTTLED && seq==1":  "",
		"status==0x58 && answer==1.5s":  "",
		"cmd==0x00000004 && cmd~submit": "",
		"service_type==x && text==5":    "",
		"":                              "",
	} {
		f, err := Parse(expr)
		if err != nil || f.Doubt() != want {
			t.Errorf("%s: %q %v, want %q", expr, f.Doubt(), err, want)
		}
	}
}

// Whatever is typed, a completion can be put in, and a value that is taken makes
// the expression no worse.
func FuzzComplete(f *testing.F) {
	for _, s := range []string{"", "cmd==sub", "cmd==submit_sm && status!=", `link=="my o`, "(((!cmd==a", "dest~+46 ||", "a==b c", "text~\"x"} {
		f.Add(s, len(s))
		f.Add(s, len(s)/2)
	}
	f.Fuzz(func(t *testing.T, s string, caret int) {
		list := Complete(s, caret, knownForTest)
		for _, c := range list[:min(len(list), 5)] {
			if c.From < 0 || c.From > c.To || c.To > len(s) || c.Text == "" {
				t.Fatalf("%q at %d: %+v", s, caret, c)
			}
			text, at := c.Apply(s)
			if at > len(text) {
				t.Fatalf("%q at %d: the caret is at %d of %q", s, caret, at, text)
			}
			if _, err := Parse(s); err == nil && c.To == len(s) && c.From < c.To {
				if _, err := Parse(text); err != nil {
					t.Fatalf("%q became %q: %v", s, text, err)
				}
			}
		}
	})
}
