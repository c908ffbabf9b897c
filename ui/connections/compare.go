package connections

import (
	"fmt"
	"strconv"

	"relay/gateway"
	"relay/gateway/smpp"
	"relay/ui/words"
)

// hiddenPassword stands for a password; SMPP allows eight characters.
const hiddenPassword = "••••••••"

// Compared is one thing of the last test that worked beside that of this one.
type Compared struct {
	Name, Old, New string
	Key            string // of the setting; "" for what is none
	other          bool   // they differ, though both are hidden
}

// Same tells whether it is as it was.
func (c Compared) Same() bool { return c.Old == c.New && !c.other }

// text is a setting of a test by its key, as the settings' form writes it.
func (s TrialSet) text(key string) string {
	switch key {
	case "host":
		return s.Host
	case "port":
		return strconv.Itoa(s.Port)
	case "tls":
		return strconv.FormatBool(s.TLS)
	case "system_id":
		return s.SystemID
	case "system_type":
		return s.SystemType
	case "bind":
		return string(s.Bind)
	case "version":
		return s.Version.String()
	case "address_range":
		return s.Range
	case "addr_ton":
		return strconv.Itoa(s.TON)
	case "addr_npi":
		return strconv.Itoa(s.NPI)
	}
	return ""
}

// Compared is what was sent now against the last test that worked, field by
// field in the order of the bind (SMPP 3.4 section 4.1.5); a password is never
// shown. None without such a test.
func (s Scene) Compared() []Compared {
	if s.Good == nil {
		return nil
	}
	a, b := *s.Good, s.Trial
	set := func(name, key string) Compared {
		return Compared{Name: name, Key: key, Old: a.Set.text(key), New: b.Set.text(key)}
	}
	tls := set("TLS", "tls")
	tls.Old, tls.New = onOff(a.Set.TLS), onOff(b.Set.TLS)
	bind := set(words.T("Bind as"), "bind")
	bind.Old, bind.New = words.Of(bind.Old), words.Of(bind.New)
	out := []Compared{
		set(words.T("Host"), "host"), set(words.T("Port"), "port"), tls, bind,
		set("system_id", "system_id"),
		{Name: "password", Key: "password", Old: hiddenPassword, New: hiddenPassword, other: !s.SamePassword},
		set("system_type", "system_type"),
		{Name: "interface_version", Key: "version", Old: versionOf(strconv.Itoa(int(a.Set.Version))), New: versionOf(strconv.Itoa(int(b.Set.Version)))},
		set("addr_ton", "addr_ton"), set("addr_npi", "addr_npi"), set("address_range", "address_range"),
	}
	if a.From != "" && b.From != "" {
		out = append(out, Compared{Name: words.T("Left from"), Old: a.From, New: b.From})
	}
	return append(out, Compared{Name: "command_status", Old: answerOf(a), New: answerOf(b)})
}

// answerOf is with what the bind of a test was answered.
func answerOf(t Trial) string {
	for _, s := range t.Steps {
		if s.Name != "bind" {
			continue
		}
		switch {
		case s.Result <= gateway.StepWarn:
			return statusName(smpp.ROK)
		case s.Status != smpp.ROK:
			return statusName(s.Status)
		}
	}
	return ""
}

// Differences are the settings, and the address that the test left from, that are
// not as they were.
func (s Scene) Differences() (out []Compared) {
	for _, c := range s.Compared() {
		if !c.Same() && c.Name != "command_status" {
			out = append(out, c)
		}
	}
	return out
}

func onOff(on bool) string {
	if on {
		return words.T("on")
	}
	return words.T("off")
}

func statusName(s smpp.Status) string { return fmt.Sprintf("0x%02X %s", uint32(s), s.Name()) }

// PutBack is a link with settings as they were when its test worked.
func (s Scene) PutBack(keys ...string) gateway.ClientConfig {
	c := s.Client
	for _, row := range gateway.ClientSettings() {
		for _, k := range keys {
			if row.Key == k && k != "password" {
				_ = row.Parse(&c, s.Good.Set.text(k)) // it was read from there
			}
			if row.Key == k && k == "password" {
				c.Password = s.Before
			}
		}
	}
	return c
}
