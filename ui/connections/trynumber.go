package connections

import (
	"relay/gateway"
	"relay/gateway/number"
	"relay/gateway/smpp"
	"relay/ui/theme"
	"relay/ui/widgets"
	"relay/ui/words"
)

// Outgoing is a typed number as it goes out.
type Outgoing struct {
	Wire string // "36301234567 · TON 1, NPI 1"
	Why  string // which rule fits, and why it is sent so; or what is wrong
	Bad  bool
}

// TryRecipient tells how a typed number goes out over a connection, by its rules
// and its TON and NPI.
func TryRecipient(c gateway.ClientConfig, country, typed string) Outgoing {
	written, rule := gateway.Rewrite(c.Rewrite, typed)
	a, p := number.To(written, country, c.Simulated())
	why := words.T("no rule fits: as typed")
	if rule != "" {
		why = words.T("the rule %[1]s makes %[2]s", gateway.Clean(rule), gateway.Clean(written))
	}
	if p != nil {
		return Outgoing{Why: join(why, words.Problem(*p)), Bad: true}
	}
	pdu := smpp.New(smpp.SubmitSM).SetInt(smpp.FieldDestAddrTON, uint32(a.TON)).SetInt(smpp.FieldDestAddrNPI, uint32(a.NPI)).SetStr(smpp.FieldDestinationAddr, a.Addr)
	if err := c.Dress(pdu); err != nil {
		return Outgoing{Why: words.Error(err), Bad: true}
	}
	return Outgoing{Wire: wireWords(pdu.Str(smpp.FieldDestinationAddr), pdu.Int(smpp.FieldDestAddrTON), pdu.Int(smpp.FieldDestAddrNPI)), Why: join(why, fixedWords(c.DestTON, c.DestNPI))}
}

// TrySender does so for a sender.
func TrySender(c gateway.ClientConfig, country, typed string) Outgoing {
	if typed == "" {
		typed = c.DefaultSender
	}
	a, why, p := number.From(typed, country)
	if p != nil {
		return Outgoing{Why: words.Problem(*p), Bad: true}
	}
	pdu := smpp.New(smpp.SubmitSM).SetInt(smpp.FieldSourceAddrTON, uint32(a.TON)).SetInt(smpp.FieldSourceAddrNPI, uint32(a.NPI)).SetStr(smpp.FieldSourceAddr, a.Addr)
	if err := c.Dress(pdu); err != nil {
		return Outgoing{Why: words.Error(err), Bad: true}
	}
	return Outgoing{Wire: wireWords(pdu.Str(smpp.FieldSourceAddr), pdu.Int(smpp.FieldSourceAddrTON), pdu.Int(smpp.FieldSourceAddrNPI)), Why: join(words.Of(why), fixedWords(c.SourceTON, c.SourceNPI))}
}

func wireWords(addr string, ton, npi uint32) string {
	if addr == "" {
		addr = "–"
	}
	return words.T("%[1]s  TON %[2]d, NPI %[3]d", gateway.Clean(addr), ton, npi)
}

// fixedWords says that a setting of the connection has the last word.
func fixedWords(ton, npi int) string {
	if ton == gateway.Automatic && npi == gateway.Automatic {
		return ""
	}
	return words.T("TON or NPI is fixed by this connection")
}

// trial is the card of the form in which a number is tried.
type trial struct {
	to, from         *widgets.Field
	toWire, fromWire *widgets.Text
	toWhy, fromWhy   *widgets.Lines
	object           *widgets.Surface
	show             func()
}

func newTrial(country string, value func() (gateway.ClientConfig, bool)) *trial {
	t := &trial{to: widgets.NewField("06301234567"), from: widgets.NewField(words.T("name or number"))}
	line := func() (*widgets.Text, *widgets.Lines) {
		return widgets.NewText("", theme.Text, 12).Mono().Elide(), widgets.NewLines("", theme.Muted, 11.5, 2)
	}
	t.toWire, t.toWhy = line()
	t.fromWire, t.fromWhy = line()
	put := func(wire *widgets.Text, why *widgets.Lines, o Outgoing) {
		wire.Set(o.Wire)
		color := theme.Muted
		if o.Bad {
			color = theme.Bad
		}
		why.SetColored(o.Why, color)
	}
	t.show = func() {
		c, ok := value()
		if !ok {
			return
		}
		if typed := t.to.Text(); typed != "" {
			put(t.toWire, t.toWhy, TryRecipient(c, country, typed))
		} else {
			put(t.toWire, t.toWhy, Outgoing{Why: words.T("Type a number to see what goes out for it.")})
		}
		put(t.fromWire, t.fromWhy, TrySender(c, country, t.from.Text()))
	}
	t.to.OnChanged(func(string) { t.show() })
	t.from.OnChanged(func(string) { t.show() })
	t.object = widgets.NewCard(widgets.VBox(8, widgets.NewText(words.T("Try a number"), theme.Text, 13).Bold(),
		widgets.Cols(16, []float32{0, 0},
			widgets.VBox(3, widgets.Small(words.T("To")), t.to, t.toWire, t.toWhy),
			widgets.VBox(3, widgets.Small(words.T("From")), t.from, t.fromWire, t.fromWhy))))
	t.show()
	return t
}
