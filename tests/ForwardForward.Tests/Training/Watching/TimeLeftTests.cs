namespace ForwardForward.Tests.Training.Watching;

public sealed class TimeLeftTests
{
    // Two layers, three epochs each, one after the other. An epoch of the second is three times the work.
    private readonly TimeLeft _greedy = new(6, [3, 3], layer => layer == 0 ? 1 : 3, (layer, epoch) => epoch / 3 == layer);

    [Fact]
    public void Estimate_GreedyWithinTheFirstLayer_CountsTheSecondByItsWork()
    {
        _greedy.EndEpoch(0, seconds: 2);

        _greedy.Estimate(epoch: 1, fraction: 0.5, seconds: 1, hasEnded: false).TotalSeconds.Should().BeApproximately(1.5 * 2 + 3 * 6, 1e-9);
    }

    [Fact]
    public void Estimate_GreedyWithinTheSecondLayer_CountsItByItsOwnPace()
    {
        for (int epoch = 0; epoch < 3; epoch++)
            _greedy.EndEpoch(epoch, seconds: 2);
        _greedy.EndEpoch(3, seconds: 5);

        _greedy.Estimate(epoch: 3, fraction: 1, seconds: 5, hasEnded: true).TotalSeconds.Should().BeApproximately(2 * 5, 1e-9);
    }

    [Fact]
    public void Estimate_InTurn_CountsEveryLayerByItsOwnPace()
    {
        TimeLeft inTurn = new(6, [3, 3], _ => 1, (layer, epoch) => epoch % 2 == layer);
        inTurn.EndEpoch(0, seconds: 2);
        inTurn.EndEpoch(1, seconds: 10);

        inTurn.Estimate(epoch: 1, fraction: 1, seconds: 10, hasEnded: true).TotalSeconds.Should().BeApproximately(2 * 2 + 2 * 10, 1e-9);
    }

    [Fact]
    public void Estimate_AllLayersTogether_IsTheShareOfEpochsThatIsLeft()
    {
        TimeLeft together = new(4, [4, 4, 4], layer => layer + 1, (_, _) => true);
        together.EndEpoch(0, seconds: 8);

        together.Estimate(epoch: 1, fraction: 0.25, seconds: 2, hasEnded: false).TotalSeconds.Should().BeApproximately(2.75 * 8, 1e-9);
    }

    [Fact]
    public void Estimate_WithValidation_CountsOneForEveryEpochThatHasNotEnded()
    {
        TimeLeft validated = new(3, [3], _ => 1, (_, _) => true);
        validated.EndEpoch(0, seconds: 2);
        validated.EndValidation(seconds: 4);

        validated.Estimate(epoch: 0, fraction: 1, seconds: 2, hasEnded: true).TotalSeconds.Should().BeApproximately(2 * (2 + 4), 1e-9);
        validated.Estimate(epoch: 1, fraction: 0.5, seconds: 1, hasEnded: false).TotalSeconds
            .Should().BeApproximately(1.5 * 2 + 2 * 4, 1e-9);
    }

    [Fact]
    public void Estimate_NothingMeasuredOrMoreThanASpanHolds_IsTheLargestSpan()
    {
        TimeLeft endless = new(int.MaxValue, [int.MaxValue], _ => 1, (_, _) => true);

        endless.Estimate(epoch: 0, fraction: 0, seconds: 0, hasEnded: false).Should().Be(TimeSpan.MaxValue);
        endless.EndEpoch(0, seconds: 1e6);
        endless.Estimate(epoch: 0, fraction: 1, seconds: 1e6, hasEnded: true).Should().Be(TimeSpan.MaxValue);
    }
}
