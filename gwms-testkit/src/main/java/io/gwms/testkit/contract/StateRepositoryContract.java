package io.gwms.testkit.contract;

import io.gwms.state.StateRepository;
import org.junit.jupiter.api.Nested;

/** The rules of {@link StateRepository}: what a commit does. What reads show is in {@link StateReadsContract}. */
public abstract class StateRepositoryContract {
    protected StateRepositoryContract() {}

    /** The repository under test: the same throughout a test, empty at its start. */
    protected abstract StateRepository state();

    /** A second repository over the same data, as another node has it; the same one where there is no such thing. */
    protected StateRepository otherNode() {
        return state();
    }

    @Nested
    class WholeCommits extends WholeCommitClauses {
        @Override
        StateRepository state() {
            return StateRepositoryContract.this.state();
        }

        @Override
        StateRepository otherNode() {
            return StateRepositoryContract.this.otherNode();
        }
    }

    @Nested
    class Versions extends VersionClauses {
        @Override
        StateRepository state() {
            return StateRepositoryContract.this.state();
        }

        @Override
        StateRepository otherNode() {
            return StateRepositoryContract.this.otherNode();
        }
    }

    @Nested
    class TaskChanges extends TaskChangeClauses {
        @Override
        StateRepository state() {
            return StateRepositoryContract.this.state();
        }

        @Override
        StateRepository otherNode() {
            return StateRepositoryContract.this.otherNode();
        }
    }

    @Nested
    class Keeping extends KeepingClauses {
        @Override
        StateRepository state() {
            return StateRepositoryContract.this.state();
        }

        @Override
        StateRepository otherNode() {
            return StateRepositoryContract.this.otherNode();
        }
    }
}
