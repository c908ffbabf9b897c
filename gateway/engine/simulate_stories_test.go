package engine_test

import (
	"context"
	"flag"
	"fmt"
	"os"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"relay/gateway"
)

var (
	storyCount = flag.Int("stories", 0, "number of seeds for TestStories; 0: 200, fewer under -race or -short")
	storyFrom  = flag.Int("stories.from", 1, "first seed for TestStories")
	storySeed  = flag.Int("stories.seed", 0, "the only seed for TestStories, told line by line")
)

// TestStories plays random stories of one Relay, its providers and its
// applications, with every fault that they may meet, in a time of their own. A
// story that breaks a promise is written to a file as a dialogue.
func TestStories(t *testing.T) {
	from, count := *storyFrom, *storyCount
	switch {
	case *storySeed > 0:
		from, count = *storySeed, 1
	case count == 0 && (raced || testing.Short()):
		count = 8
	case count == 0:
		count = 200
	}
	var mu sync.Mutex
	var sum tally
	t.Run("seeds", func(t *testing.T) {
		for seed := from; seed < from+count; seed++ {
			t.Run(fmt.Sprint(seed), func(t *testing.T) {
				t.Parallel()
				root := memoryFolder(t)
				synctest.Test(t, func(t *testing.T) {
					began := time.Now()
					s, list, err := toldBy(t, root, seed)
					if err != nil {
						t.Errorf("seed %d, kept in %s: %v", seed, s.keep(err), err)
					}
					mu.Lock()
					defer mu.Unlock()
					sum.add(s.tally(time.Since(began)), list)
				})
			})
		}
	})
	t.Logf("%d stories, %.1f simulated hours, %d messages, %d cuts, %d kills, %d flagged as possible duplicates",
		sum.stories, sum.simulated.Hours(), sum.messages, sum.cuts, sum.kills, sum.flagged)
}

// memoryFolder is a folder that costs no wait for a disk where there is one: a
// story is about what is committed, and other tests cut the power.
func memoryFolder(t *testing.T) string {
	folder, err := os.MkdirTemp("/dev/shm", "relay-story-")
	if err != nil {
		return t.TempDir()
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(folder); err != nil {
			t.Error(err)
		}
	})
	return folder
}

// toldBy plays a seed and returns the messages that are stored at the end.
func toldBy(t *testing.T, root string, seed int) (*story, []gateway.Message, error) {
	s, done, err := tell(t, root, seed, *storySeed > 0)
	defer done()
	if err != nil {
		return s, nil, err
	}
	list, err := s.d.relay.db().Messages(context.Background(), gateway.MessageQuery{Box: gateway.Outbox})
	return s, list, err
}

// What a story writes down is a dialogue: it plays again as one. This story has one
// link with one connection: of several, another might be first the second time.
func TestStoryIsADialogue(t *testing.T) {
	var text string
	t.Run("told", func(t *testing.T) {
		root := memoryFolder(t)
		synctest.Test(t, func(t *testing.T) {
			s, done, err := tell(t, root, 26, false)
			defer done()
			if text = s.text(); err != nil {
				t.Error(err)
			}
		})
	})
	t.Run("played", func(t *testing.T) {
		root := memoryFolder(t)
		synctest.Test(t, func(t *testing.T) { play(t, root, "a story", text) })
	})
}
