namespace ForwardForward.Tests.Training;

public sealed class LayerClockTests
{
    [Fact]
    public void Progress_Greedy_RunsFromZeroToOneForEachLayerByItself()
    {
        LayerClock clock = new(TrainingSchedule.Greedy, epochs: 2, layers: 2);

        clock.Progress(layer: 0, epoch: 0, fractionOfEpoch: 0).Should().Be(0);
        clock.Progress(layer: 0, epoch: 1, fractionOfEpoch: 0.5).Should().Be(0.75);
        clock.Progress(layer: 1, epoch: 2, fractionOfEpoch: 0).Should().Be(0);
        clock.Progress(layer: 1, epoch: 3, fractionOfEpoch: 1).Should().Be(1);
        clock.LearningLayers(epoch: 2).Should().Be((1, 1));
    }

    [Fact]
    public void Progress_EveryScheduleAndEpoch_CountsTheEpochsThatTheLayerLearnedBefore()
    {
        TrainingSchedule[] schedules =
        [
            TrainingSchedule.Simultaneous, TrainingSchedule.Greedy, TrainingSchedule.Alternating, TrainingSchedule.Interleaved(2, 5, 3),
            new OddEpochs(),
        ];
        foreach (TrainingSchedule schedule in schedules)
        {
            LayerClock clock = new(schedule, epochs: 4, layers: 3);
            for (int layer = 0; layer < 3; layer++)
            {
                bool[] learns = [.. Enumerable.Range(0, clock.Epochs).Select(epoch => schedule.Learns(layer, epoch, 4, 3))];
                for (int epoch = 0; epoch < clock.Epochs; epoch++)
                    clock.Progress(layer, epoch, 0.5).Should().Be(
                        (learns.Take(epoch).Count(does => does) + 0.5) / learns.Count(does => does), schedule.GetType().Name);
            }
        }
    }

    [Fact]
    public void HasEveryLayerBegun_EverySchedule_IsFromTheFirstEpochOfTheLastToLearn()
    {
        FirstEpoch(TrainingSchedule.Simultaneous).Should().Be(1);
        FirstEpoch(TrainingSchedule.Greedy).Should().Be(9, "the third layer follows two of 4 epochs each");
        FirstEpoch(TrainingSchedule.Alternating).Should().Be(3);
        FirstEpoch(TrainingSchedule.Interleaved(2, 5, 3)).Should().Be(1);
        FirstEpoch(new OddEpochs()).Should().Be(2);

        static int FirstEpoch(TrainingSchedule schedule)
        {
            LayerClock clock = new(schedule, epochs: 4, layers: 3);
            return Enumerable.Range(1, clock.Epochs).First(clock.HasEveryLayerBegun);
        }
    }

    // "Until cancelled": nothing may grow with the number of epochs.
    [Fact]
    public void Constructor_AsManyEpochsAsThereCanBe_TakesNoMemoryForThem()
    {
        long before = GC.GetAllocatedBytesForCurrentThread();

        LayerClock[] clocks =
        [
            .. new[] { TrainingSchedule.Simultaneous, TrainingSchedule.Greedy, TrainingSchedule.Alternating }.Select(
                schedule => new LayerClock(schedule, int.MaxValue, layers: 3)),
        ];

        clocks.Should().OnlyContain(clock => clock.Epochs == int.MaxValue);
        clocks.Select(clock => clock.ToString()).Should().OnlyContain(plan => plan.Length < 100);
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(1 << 20);
    }

    private sealed class OddEpochs : TrainingSchedule
    {
        public override int CountEpochs(int epochs, int layers) => 2 * epochs;

        public override bool Learns(int layer, int epoch, int epochs, int layers) => epoch % 2 == 1;
    }
}
