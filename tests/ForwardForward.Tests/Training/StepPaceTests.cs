using ForwardForward.Data;
using static System.TimeSpan;

namespace ForwardForward.Tests.Training;

public sealed class StepPaceTests
{
    [Theory]
    [InlineData(4, 31, true)]
    [InlineData(4, 29, false)]
    [InlineData(3, 1_000, false)]
    [InlineData(40, 1_000, false)]
    public void AreUneven_SomeStepsSlow_SaysWhetherATenthTakesThreeTimesTheMedian(int slow, int milliseconds, bool expected) =>
        StepPace.AreUneven(Durations(slow, milliseconds)).Should().Be(expected);

    [Fact]
    public void Add_UnevenSteps_SaysSoOnce()
    {
        StepPace pace = new();

        int said = Enumerable.Range(0, 400).Count(step => pace.Add(step, FromMilliseconds(step % 8 == 0 ? 100 : 10)));

        said.Should().Be(1);
        pace.IsUneven.Should().BeTrue();
    }

    [Fact]
    public void Add_SlowFirstStepsOfARun_DoNotCount()
    {
        StepPace pace = new();

        Enumerable.Range(0, 400).Any(step => pace.Add(step, FromMilliseconds(step < 10 ? 1_000 : 10))).Should().BeFalse();
    }

    [Fact]
    public void Add_EpochsOfOtherLayers_AreNotCompared()
    {
        StepPace pace = new();

        Enumerable.Range(0, 400).Any(step => pace.Add(step % 30, FromMilliseconds(step / 30 % 2 == 0 ? 10 : 100))).Should().BeFalse();
    }

    [Fact]
    public void Fit_StepsThatTakeTurnsWithAnotherProgram_SaysSoOnceInTheLog()
    {
        using LabelledImages data = SyntheticImages.Create(128);
        using FFNetwork network = SyntheticImages.Network().WithNegatives(new HaltingSampler()).Build();
        ListLogger log = new();

        network.Fit(data, new TrainingOptions { Epochs = 3, BatchSize = 2, Logger = log });

        log.Lines.Should().ContainSingle(line =>
            line.StartsWith("Warning", StringComparison.Ordinal) && line.Contains("OMP_WAIT_POLICY=PASSIVE", StringComparison.Ordinal));
    }

    /// <summary>Waits in every eighth step, as a process does whose cores another one uses.</summary>
    private sealed class HaltingSampler : INegativeSampler
    {
        private static int Calls;

        public LabelledBatch Sample(LabelledBatch positives, SamplingContext context)
        {
            if (Interlocked.Increment(ref Calls) % 8 == 0)
                Thread.Sleep(100);
            return new WrongLabelSampler().Sample(positives, context);
        }
    }

    private static TimeSpan[] Durations(int slow, int milliseconds) =>
        [.. Enumerable.Repeat(FromMilliseconds(milliseconds), slow), .. Enumerable.Repeat(FromMilliseconds(10), StepPace.Steps - slow)];
}
