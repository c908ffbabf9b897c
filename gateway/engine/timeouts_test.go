package engine_test

import (
	"net"
	"strings"
	"testing"
	"time"

	"relay/gateway"
)

// A provider that takes the connection and says nothing is given up after
// connect_timeout where TLS has to be agreed on, after bind_timeout where the bind
// is to be answered: what is set counts, not what is usual.
func TestTheTimeoutsOfALinkAreItsOwn(t *testing.T) {
	for _, x := range []struct {
		name, words string
		change      func(*gateway.ClientConfig)
	}{
		{"connect_timeout", "was not answered", func(c *gateway.ClientConfig) { c.TLS, c.ConnectTimeout, c.BindTimeout = true, time.Second, time.Minute }},
		{"bind_timeout", "no answer to the bind", func(c *gateway.ClientConfig) { c.ConnectTimeout, c.BindTimeout = time.Minute, time.Second }},
	} {
		t.Run(x.name, func(t *testing.T) {
			l, err := net.Listen("tcp", "127.0.0.1:0")
			if err != nil {
				t.Fatal(err)
			}
			defer l.Close()
			taken := make(chan net.Conn, 100)
			go func() {
				for {
					conn, err := l.Accept()
					if err != nil {
						return
					}
					taken <- conn
				}
			}()
			h := newHouse(t)
			begun := time.Now()
			h.apply(func(c *gateway.Config) {
				p := gateway.NewClient()
				p.Name, p.Host, p.Port, p.SystemID, p.Password = "nordic-a", "127.0.0.1", l.Addr().(*net.TCPAddr).Port, "acme", "secret"
				x.change(&p)
				c.Clients = []gateway.ClientConfig{p}
			})
			conn := <-taken
			defer conn.Close()
			h.until("it gives up", func() bool {
				s, _ := h.Status().Link("nordic-a")
				return s.State == gateway.LinkWaiting && strings.Contains(s.Error, x.words)
			})
			if d := time.Since(begun); d < time.Second || d > 8*time.Second {
				t.Errorf("it was given up after %s, not after a second", d)
			}
		})
	}
}
