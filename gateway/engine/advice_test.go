package engine_test

import (
	"net"
	"testing"

	"relay/gateway"
)

// A link that can't be made says what to do, by how it failed.
func TestALinkThatFailsHasAdvice(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := l.Addr().(*net.TCPAddr).Port
	_ = l.Close()
	for _, x := range []struct {
		host  string
		fault gateway.StepFault
	}{{"127.0.0.1", gateway.FaultRefused}, {"127.255.255.255", gateway.FaultNoWay}} {
		h := newHouse(t)
		h.apply(func(c *gateway.Config) {
			p := gateway.NewClient()
			p.Name, p.Host, p.Port, p.SystemID, p.Password = "nordic-a", x.host, port, "acme", "secret"
			c.Clients = []gateway.ClientConfig{p}
		})
		h.until("it waits with advice", func() bool {
			s, _ := h.Status().Link("nordic-a")
			return s.State == gateway.LinkWaiting && s.Error != "" && s.Advice == x.fault.Advice()[0]
		})
	}
}
