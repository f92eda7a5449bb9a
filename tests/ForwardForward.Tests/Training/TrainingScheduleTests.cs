namespace ForwardForward.Tests.Training;

public sealed class TrainingScheduleTests
{
    [Fact]
    public void Simultaneous_AnyEpoch_AllLayersLearn()
    {
        TrainingSchedule.Simultaneous.CountEpochs(4, 3).Should().Be(4);
        Learning(TrainingSchedule.Simultaneous, epochs: 2, layers: 3).Should().Equal("012", "012");
    }

    [Fact]
    public void Greedy_EachLayer_LearnsAloneForItsEpochs()
    {
        TrainingSchedule.Greedy.CountEpochs(4, 3).Should().Be(12);
        Learning(TrainingSchedule.Greedy, epochs: 2, layers: 3).Should().Equal("0", "0", "1", "1", "2", "2");
    }

    [Fact]
    public void Alternating_EachLayer_LearnsAloneForOneEpochInTurn()
    {
        TrainingSchedule.Alternating.CountEpochs(2, 3).Should().Be(6);
        Learning(TrainingSchedule.Alternating, epochs: 2, layers: 3).Should().Equal("0", "1", "2", "0", "1", "2");
    }

    [Fact]
    public void Interleaved_EachLayer_LearnsFromTheStartToItsOwnLastEpoch()
    {
        TrainingSchedule schedule = TrainingSchedule.Interleaved(1, 3, 2);

        schedule.CountEpochs(9, 3).Should().Be(3);
        schedule.CountEpochs(2, 3).Should().Be(2);
        Learning(schedule, epochs: 9, layers: 3).Should().Equal("012", "12", "1");
        FluentActions.Invoking(() => schedule.CountEpochs(9, 2))
            .Should().Throw<ArgumentException>().WithMessage("*3 layers*the network 2*");
        FluentActions.Invoking(() => TrainingSchedule.Interleaved()).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => TrainingSchedule.Interleaved(2, 0)).Should().Throw<ArgumentOutOfRangeException>();
    }

    private static IEnumerable<string> Learning(TrainingSchedule schedule, int epochs, int layers) =>
        from epoch in Enumerable.Range(0, schedule.CountEpochs(epochs, layers))
        select string.Concat(Enumerable.Range(0, layers).Where(layer => schedule.Learns(layer, epoch, epochs, layers)));
}
