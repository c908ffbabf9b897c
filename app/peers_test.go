//go:build peers

package app

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"relay/gateway"
	"relay/storage"
)

// esmeReport is what a peer that submitted prints.
type esmeReport struct {
	IDs      []string          `json:"ids"`
	Receipts map[string]string `json:"receipts"`
}

// TestPeerClients lets clients that we did not write bind, submit a GSM text, a
// Unicode text and a text of three parts, and wait for the receipt of each id.
func TestPeerClients(t *testing.T) {
	for _, c := range []struct{ name, program, script string }{
		{"npm smpp", "node", "client.js"},
		{"Net::SMPP", "perl", "client.pl"},
	} {
		for _, mode := range []string{"trx", "pair"} {
			t.Run(c.name+" "+mode, func(t *testing.T) {
				folder, port := t.TempDir(), freePort(t)
				p := serving(t, folder, "--config", write(t, officeConfig(port)))
				client := peer(t, c.program, c.script, fmt.Sprint(port), "shop", "s3cret", mode, "99912345670")
				var got esmeReport
				if err := json.Unmarshal([]byte(client.line()), &got); err != nil {
					t.Fatal(err)
				}
				if code := client.wait(); code != 0 {
					t.Errorf("the client ended with %d\n%s", code, client.stderr())
				}
				if len(got.IDs) != 5 {
					t.Errorf("ids: %v", got.IDs)
				}
				ours := map[string]string{}
				for _, m := range listed(t, folder) {
					ours[*m.AccountMessageID] = m.State
				}
				for _, id := range got.IDs {
					if got.Receipts[id] != "DELIVRD" || ours[id] != "delivered" {
						t.Errorf("%s: receipt %q, stored as %q", id, got.Receipts[id], ours[id])
					}
				}
				p.terminate()
				decodeWithTshark(t, folder, 20)
			})
		}
	}
}

// TestPeerManages lets clients that we did not write ask about, change and take
// back what they submitted, and submit to many at once.
func TestPeerManages(t *testing.T) {
	for _, c := range []struct{ name, program, script string }{
		{"npm smpp", "node", "manage.js"},
		{"Net::SMPP", "perl", "manage.pl"},
	} {
		t.Run(c.name, func(t *testing.T) {
			folder, port := t.TempDir(), freePort(t)
			waits := providerConfig(1, "acme", "secret", "enabled = false") + "[[route]]\naccount = \"shop\"\nto = \"+36*\"\nlink = \"provider\"\n"
			p := serving(t, folder, "--config", write(t, waits+officeConfig(port)))
			client := peer(t, c.program, c.script, fmt.Sprint(port), "shop", "s3cret", "36301234567", "99912345670")
			var got struct {
				MessageID                                                   string `json:"message_id"`
				Query, State, Replace, Stranger, Cancel, Again, Gone, Multi int
				FinalDate                                                   string `json:"final_date"`
				MultiID                                                     string `json:"multi_id"`
				Failed                                                      []int
				Receipts                                                    []struct{ ID, Stat, From string }
			}
			line := client.line()
			if err := json.Unmarshal([]byte(line), &got); err != nil {
				t.Fatalf("%v in %s", err, line)
			}
			if code := client.wait(); code != 0 {
				t.Errorf("the client ended with %d\n%s", code, client.stderr())
			}
			if got.Query != 0 || got.State != 1 || got.Replace != 0 || got.Stranger != 0x0C || got.Cancel != 0 || got.Again != 0x11 || got.Gone != 4 || got.FinalDate != "set" || got.Multi != 0 {
				t.Errorf("%s", line)
			}
			if c.program == "node" && (len(got.Failed) != 1 || got.Failed[0] != 0x34) {
				t.Errorf("unsuccess_sme: %v", got.Failed)
			}
			stats := map[string]int{}
			for _, r := range got.Receipts {
				stats[r.ID+" "+r.Stat]++
			}
			if stats[got.MessageID+" DELETED"] != 1 || stats[got.MultiID+" DELIVRD"] != 2 {
				t.Errorf("receipts %v", stats)
			}
			states := map[string]string{}
			for _, m := range listed(t, folder) {
				states[m.Text] = m.State
			}
			if states["second"] != "cancelled" || states["to many"] != "delivered" {
				t.Errorf("%v", states)
			}
			p.terminate()
			decodeWithTshark(t, folder, 24)
		})
	}
}

// TestPeerServer sends to a provider that we did not write, whose receipts name
// the id in hex or in decimal.
func TestPeerServer(t *testing.T) {
	for _, form := range []string{"hex", "decimal"} {
		t.Run(form, func(t *testing.T) {
			server := peer(t, "node", "server.js", form)
			var port int
			if _, err := fmt.Sscanf(server.line(), "ready %d", &port); err != nil {
				t.Fatal(err)
			}
			folder := t.TempDir()
			p := serving(t, folder, "--config", write(t, providerConfig(port, "acme", "secret", "")))
			in := `{"key":"a","from":"Shop","to":"+36301234567","text":"Hello @ {you} €"}
{"key":"b","from":"Shop","to":"+36301234568","text":"Привет"}
{"key":"c","from":"Shop","to":"+36301234569","text":"` + strings.Repeat("three parts of text ", 20) + `"}
`
			code, out, errs := run(t, in, append(flags(folder), "send", "--link", "provider", "--jsonl", "-", "--wait", "receipt")...)
			if code != 0 {
				t.Fatalf("send: exit %d\n%s%s", code, out, errs)
			}
			parts := 0
			for _, m := range listed(t, folder) {
				parts += m.Parts
				if m.State != "delivered" || len(m.MessageIDs) != m.Parts {
					t.Errorf("%+v", m)
				}
			}
			if parts != 5 {
				t.Errorf("%d parts, want 5", parts)
			}
			for range parts {
				var seen struct {
					From string `json:"from"`
				}
				if err := json.Unmarshal([]byte(server.line()), &seen); err != nil || seen.From != "Shop" {
					t.Errorf("the provider saw %+v, %v", seen, err)
				}
			}
			p.terminate()
			decodeWithTshark(t, folder, 22)
		})
	}
}

// kannel starts Kannel's bearerbox, bound to us as the account "shop" with its
// default window of 10, and its smsbox. It returns the address that takes
// messages, as a function of the number, and the bearerbox.
func kannel(t testing.TB, port int) (sendsms func(to, text string) string, bearer *program) {
	t.Helper()
	admin, box, web := freePort(t), freePort(t), freePort(t)
	conf := write(t, fmt.Sprintf(`
group = core
admin-port = %d
admin-password = relay
smsbox-port = %d
box-allow-ip = "127.0.0.1"
dlr-storage = internal

group = smsc
smsc = smpp
smsc-id = relay
host = 127.0.0.1
port = %d
transceiver-mode = true
smsc-username = shop
smsc-password = s3cret
system-type = ""
source-addr-ton = 5
source-addr-npi = 0
source-addr-autodetect = false
dest-addr-ton = 1
dest-addr-npi = 1

group = smsbox
bearerbox-host = 127.0.0.1
sendsms-port = %d

group = sendsms-user
username = u
password = p
`, admin, box, port, web))
	bearer = start(t, exec.Command("/usr/sbin/bearerbox", "-v", "4", conf))
	waitFor(t, "bearerbox is bound", func() bool {
		return strings.Contains(get(fmt.Sprintf("http://127.0.0.1:%d/status.txt?password=relay", admin)), "online")
	})
	start(t, exec.Command("/usr/sbin/smsbox", "-v", "4", conf))
	sendsms = func(to, text string) string {
		return fmt.Sprintf("http://127.0.0.1:%d/cgi-bin/sendsms?", web) + url.Values{
			"username": {"u"}, "password": {"p"}, "from": {"Kannel"}, "to": {to}, "text": {text}, "dlr-mask": {"31"}, "dlr-url": {"http://127.0.0.1:9/"},
		}.Encode()
	}
	return sendsms, bearer
}

// TestPeerKannel lets Kannel's bearerbox bind to us and send a message that its
// own HTTP interface took.
func TestPeerKannel(t *testing.T) {
	folder, port := t.TempDir(), freePort(t)
	p := serving(t, folder, "--config", write(t, officeConfig(port)))
	sendsms, bearer := kannel(t, port)
	ask := sendsms("99912345670", "Hello from Kannel")
	waitFor(t, "smsbox takes a message", func() bool { return strings.Contains(get(ask), "Accepted") })
	waitFor(t, "the message is delivered", func() bool { return len(listed(t, folder, "--state", "delivered")) == 1 })
	waitFor(t, "Kannel has taken the receipt", func() bool {
		return strings.Contains(at(t, folder, "pdus", "--filter", `cmd==deliver_sm_resp && status==0`), "deliver_sm_resp")
	})
	m := listed(t, folder)[0]
	if m.Text != "Hello from Kannel" || m.From != "Kannel" || m.Account != "shop" {
		t.Errorf("%+v", m)
	}
	bearer.kill()
	p.terminate()
	decodeWithTshark(t, folder, 6)
}

// BenchmarkPeerKannel is how many messages a second Kannel gets through Relay
// with its default window of 10: taken, accepted by the simulator, and the
// receipt back at Kannel. Kannel keeps Nagle's algorithm and delays its
// acknowledgements, which holds other servers to some 300 a second.
func BenchmarkPeerKannel(b *testing.B) {
	folder, port := b.TempDir(), freePort(b)
	serving(b, folder, "--config", write(b, strings.Replace(officeConfig(port), "max_binds = 4", "max_binds = 4\nrate = 0.0", 1)))
	sendsms, _ := kannel(b, port)
	waitFor(b, "smsbox takes a message", func() bool { return strings.Contains(get(sendsms("99912345670", "first")), "Accepted") })
	db, err := storage.Open(b.Context(), storage.Config{Folder: folder, ReadOnly: true, NoKeyring: true})
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	settled := func() int64 {
		c, err := db.Counts(b.Context())
		if err != nil {
			return 0
		}
		return c.Out[gateway.Delivered] - c.Owed
	}
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 64}}
	work := make(chan string)
	var wg sync.WaitGroup
	for range 64 {
		wg.Go(func() {
			for page := range work {
				if r, err := client.Get(page); err == nil {
					_, _ = io.Copy(io.Discard, r.Body)
					_ = r.Body.Close()
				}
			}
		})
	}
	const messages = 10_000
	total := int64(1)
	waitFor(b, "the first is delivered", func() bool { return settled() == total })
	for b.Loop() {
		for n := range messages {
			work <- sendsms(fmt.Sprintf("9991%06d0", n), "Hello from Kannel")
		}
		total += messages
		waitFor(b, "all are delivered and their receipts taken", func() bool { return settled() >= total })
	}
	close(work)
	wg.Wait()
	b.ReportMetric(float64(total-1)/b.Elapsed().Seconds(), "msg/s")
}

// get is the body of a page, "" when there is none.
func get(page string) string {
	r, err := http.Get(page)
	if err != nil {
		return ""
	}
	defer r.Body.Close()
	b, err := io.ReadAll(r.Body)
	if err != nil {
		return ""
	}
	return string(b)
}

// decodeWithTshark has tshark decode everything that crossed the wire: at least
// so many PDUs, none of them malformed.
func decodeWithTshark(t *testing.T, folder string, least int) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "wire.pcapng")
	at(t, folder, "pdus", "--limit", "0", "--pcapng", file)
	ours := strings.Count(at(t, folder, "pdus", "--limit", "0", "--json"), "\n")
	tshark := func(filter string, fields ...string) []string {
		args := []string{"-r", file, "-d", "tcp.port==2775,smpp", "-Y", filter, "-T", "fields"}
		for _, f := range fields {
			args = append(args, "-e", f)
		}
		out, err := exec.Command("tshark", args...).Output()
		if err != nil {
			t.Fatalf("tshark: %v", err)
		}
		return strings.Split(strings.TrimSuffix(string(out), "\n"), "\n")
	}
	if got := tshark("smpp", "smpp.command_id"); len(got) != ours || ours < least {
		t.Errorf("tshark saw %d PDUs, we logged %d, want at least %d", len(got), ours, least)
	}
	if bad := tshark("_ws.malformed || _ws.expert.severity == error", "frame.number", "_ws.expert.message"); bad[0] != "" {
		t.Errorf("tshark calls malformed: %v", bad)
	}
}

// peer starts a program that is not ours.
func peer(t *testing.T, name string, args ...string) *program {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Dir = "testdata/peers"
	cmd.Env = os.Environ()
	return start(t, cmd)
}
