package number

import (
	"reflect"
	"testing"

	"relay/gateway"
)

func TestTo(t *testing.T) {
	for _, c := range []struct {
		typed, country string
		simulated      bool
		want           gateway.Address
		ok             bool
	}{
		{"+36 30 123 4567", "", false, gateway.Address{TON: 1, NPI: 1, Addr: "36301234567"}, true},
		{"0036301234567", "", false, gateway.Address{TON: 1, NPI: 1, Addr: "36301234567"}, true},
		{"06 30 123 4567", "HU", false, gateway.Address{TON: 1, NPI: 1, Addr: "36301234567"}, true},
		{"+44 (0)7400 123456", "", false, gateway.Address{TON: 1, NPI: 1, Addr: "447400123456"}, true},
		{"06301234567", "", false, gateway.Address{}, false},
		{"12345", "", false, gateway.Address{TON: 3, Addr: "12345"}, true},
		{"+9990000", "", true, gateway.Address{TON: 1, NPI: 1, Addr: "9990000"}, true},
		{"+999000", "", true, gateway.Address{}, false},
		{"+99900000010", "", false, gateway.Address{}, false},
		{"+36301", "", false, gateway.Address{}, false},
		{"Anna", "HU", false, gateway.Address{}, false},
		{"", "", true, gateway.Address{}, false},
		{"+", "", true, gateway.Address{}, false},
	} {
		got, p := To(c.typed, c.country, c.simulated)
		if got != c.want || (p == nil) != c.ok {
			t.Errorf("To(%q, %q, %v) = %+v, %v", c.typed, c.country, c.simulated, got, p)
		}
	}
}

func TestFrom(t *testing.T) {
	for typed, want := range map[string]gateway.Address{
		"": {}, "Relay": {TON: 5, Addr: "Relay"}, "My-Shop_1": {TON: 5, Addr: "My-Shop_1"}, "+36301234567": {TON: 1, NPI: 1, Addr: "36301234567"},
		"1234": {TON: 3, Addr: "1234"}, "36301234567": {Addr: "36301234567"},
	} {
		got, why, p := From(typed, "")
		if p != nil || got != want || why == "" {
			t.Errorf("From(%q) = %+v %q %v", typed, got, why, p)
		}
	}
	for _, typed := range []string{"me@home", "TwelveLetter", "Café", "123456789012345678901", "#!"} {
		if got, _, p := From(typed, ""); p == nil {
			t.Errorf("From(%q) was taken as %+v", typed, got)
		}
	}
}

func TestSplit(t *testing.T) {
	got := Split("+36301234567, Anna <+36307654321>;\n 06 30 111 2222\t\"+491711234567\" \n+36301111111 +36302222222")
	want := []string{"+36301234567", "+36307654321", "06 30 111 2222", "+491711234567", "+36301111111", "+36302222222"}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%q", got)
	}
}

func TestThePlusThatSpreadsheetsDrop(t *testing.T) {
	for typed, want := range map[string]string{
		"36301234567": "+36301234567", " 36 30 123-4567 ": "+36 30 123-4567", "+36301234567": "+36301234567",
		"06301234567": "06301234567", "0036301234567": "0036301234567", "12345678": "12345678", "see file": "see file", "": "",
	} {
		if got := WithPlus(typed); got != want {
			t.Errorf("%q: %q, want %q", typed, got, want)
		}
	}
}
