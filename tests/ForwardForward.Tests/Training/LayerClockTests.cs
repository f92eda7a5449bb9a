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
}
