package diagnose_test

import (
	"syscall"
	"testing"

	"relay/gateway"
)

// A computer that drops connections is told from one that refuses them: its queue
// is full here, as a firewall would do it.
func TestNothingAnswers(t *testing.T) {
	fd, err := syscall.Socket(syscall.AF_INET, syscall.SOCK_STREAM, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer syscall.Close(fd)
	if err := syscall.Bind(fd, &syscall.SockaddrInet4{Addr: [4]byte{127, 0, 0, 1}}); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Listen(fd, 0); err != nil {
		t.Fatal(err)
	}
	at, err := syscall.Getsockname(fd)
	if err != nil {
		t.Fatal(err)
	}
	for range 4 { // nobody takes them out of the queue
		full, err := syscall.Socket(syscall.AF_INET, syscall.SOCK_STREAM|syscall.SOCK_NONBLOCK, 0)
		if err != nil {
			t.Fatal(err)
		}
		defer syscall.Close(full)
		_ = syscall.Connect(full, at)
	}
	c := run(t, at.(*syscall.SockaddrInet4).Port)["connect"]
	if c.Result != gateway.StepFail || c.Fault != gateway.FaultSilent || len(c.Advice) == 0 {
		t.Errorf("%+v", c)
	}
}
