package sample

import (
	"time"

	"relay/gateway"
	"relay/gateway/smpp"
)

// Names of the office.
const (
	Sender   = "Harbour"      // what messages come from
	Number   = "+12125550100" // what people answer to
	Password = "s3cret"       // of every account
)

// Places are where the far ends of the connections are, as host and port; each
// may be a simulator, or nobody.
type Places struct {
	Nordic  int // the provider that works
	Baltic  int // one that can't be reached
	Iberia  int // one that refuses the password
	Listens string
}

// Config is the configuration.
func Config(at Places) gateway.Config {
	client := func(name string, port int) gateway.ClientConfig {
		c := gateway.NewClient()
		c.Name, c.Host, c.Port, c.SystemID, c.Password, c.DefaultSender = name, "127.0.0.1", port, "relay", "relay", Sender
		return c
	}
	c := gateway.NewConfig()
	c.General.Country = "US"
	nordic, baltic, iberia, loopback, old := client("nordic-a", at.Nordic), client("baltic-b", at.Baltic), client("iberia-c", at.Iberia), client("loopback", 2775), client("old-line", 2775)
	nordic.Price, nordic.Currency, nordic.Rate = 0.041, "EUR", 50
	baltic.Bind, baltic.Window = gateway.BindPair, 20
	iberia.Password, iberia.Version = "wrong", smpp.V50
	loopback.Host = gateway.SimulatorName
	old.Enabled, old.Host = false, "192.0.2.17"
	c.Clients = []gateway.ClientConfig{nordic, baltic, iberia, loopback, old}

	office := gateway.NewServer()
	office.Name, office.Listen, office.SystemID = "office", at.Listens, "Harbour"
	c.Servers = []gateway.ServerConfig{office}
	account := func(name string) gateway.Account {
		a := gateway.NewAccount()
		a.SystemID, a.Password = name, Password
		return a
	}
	shop, crm, alerts := account("shop"), account("crm"), account("alerts")
	shop.Rate, shop.MaxBinds, shop.Daily, shop.Senders = 50, 4, 20_000, []string{"Harbour", "HarbourPay"}
	crm.Rate, crm.Hours, crm.Destinations = 10, "Mon-Fri 07:00-20:00", []string{"+1*", "+46*"}
	alerts.Enabled = false
	c.Accounts = []gateway.Account{shop, crm, alerts}

	c.Routes = []gateway.Route{
		{Account: "*", To: "+999*", Links: []string{"loopback"}},
		{Account: "*", To: "+46*", Links: []string{"nordic-a", "baltic-b"}},
		{Account: "*", To: "+491713920*", Links: []string{"nordic-a"}, From: "HarbourPay"},
		{Account: "shop", To: "+7*", Links: []string{gateway.TargetReject}},
		{Incoming: "nordic-a", Text: "order", Links: []string{gateway.AccountTarget("shop")}},
		{Account: "*", Links: []string{"nordic-a"}},
	}
	rule := func(name, match, text, answer string) gateway.Rule {
		r := gateway.NewRule()
		r.Name, r.Match, r.Text, r.Answer = name, match, text, answer
		return r
	}
	hours := rule("Opening hours", gateway.MatchBegins, "hours, open, opening", "Hello {name|there}, we are open Monday to Friday, 8:00 to 18:00.")
	confirm := rule("Confirmed", gateway.MatchExact, "yes, ok, oui, sí", "Thank you, see you soon.")
	confirm.Tag = "confirmed"
	urgent := rule("Urgent to the nurse", gateway.MatchContains, "pain, urgent, emergency", "")
	urgent.Forward, urgent.Tag, urgent.GoOn = "+61491570158", "urgent", true
	closed := rule("We are closed", gateway.MatchAny, "", "We are closed now and read this in the morning. In an emergency call 112.")
	closed.Hours, closed.Outside, closed.PerHour = "Mon-Fri 08:00-18:00", true, 1
	old2 := rule("Christmas greeting", gateway.MatchAny, "", "Merry Christmas from all of us.")
	old2.Enabled = false
	c.Rules = []gateway.Rule{hours, confirm, urgent, closed, old2}
	return c
}

// past is a time of the days before, to the second.
func past(now time.Time, days int, clock string) time.Time {
	at, err := time.Parse("15:04:05", clock)
	if err != nil {
		panic(err)
	}
	y, m, d := now.AddDate(0, 0, -days).Date()
	return time.Date(y, m, d, at.Hour(), at.Minute(), at.Second(), 0, now.Location())
}
