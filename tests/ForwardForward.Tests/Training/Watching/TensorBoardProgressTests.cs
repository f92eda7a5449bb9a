using ForwardForward.Data;
using ForwardForward.Tests.Samples;
using Tensorboard;

namespace ForwardForward.Tests.Training.Watching;

public sealed class TensorBoardProgressTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Fit_WithTensorBoardProgress_WritesEveryEpochIntoAnEventsFile()
    {
        using LabelledImages data = SyntheticImages.Create(60);
        using FFNetwork network = SyntheticImages.Network().Build();
        string run = _folder.Combine("runs/greedy");
        DateTimeOffset began = DateTimeOffset.UtcNow;

        TrainingResult result = network.Fit(data, new TrainingOptions
        {
            Epochs = 2,
            BatchSize = 25,
            Schedule = TrainingSchedule.Greedy,
            Validation = data,
            Progress = new TensorBoardProgress(run),
        });

        IReadOnlyList<Event> events = EventsFile.Read(Directory.EnumerateFiles(run, "events.out.tfevents.*").Single());
        events[0].FileVersion.Should().Be("brain.Event:2");
        CurveOf(events, "loss/layer1").Should().Equal((1, (float)result.History[0].Losses[0]!), (2, (float)result.History[1].Losses[0]!));
        CurveOf(events, "loss/layer2").Should().Equal((3, (float)result.History[2].Losses[1]!), (4, (float)result.History[3].Losses[1]!));
        CurveOf(events, "accuracy/validation").Should().Equal(
            result.History.Select(epoch => ((long)epoch.Epoch, (float)epoch.ValidationAccuracy!)));
        CurveOf(events, "pace/images_per_second").Should().HaveCount(4).And.OnlyContain(point => point.Value > 0);
        events.Skip(1).Should().OnlyContain(one => Math.Abs(one.WallTime - began.ToUnixTimeSeconds()) < 600);
    }

    [Fact]
    public void Report_WithinAnEpoch_WritesNothing()
    {
        new TensorBoardProgress(_folder.Path).Report(new TrainingProgress(1, 2, 3, 4, TimeSpan.FromSeconds(1), null));

        EventsFile.Read(Directory.EnumerateFiles(_folder.Path).Single()).Should().ContainSingle("the file begins with its version");
    }

    [Fact]
    public void Constructor_FolderThatIsAFile_ThrowsAnIOException()
    {
        string file = _folder.Combine("file");
        File.WriteAllText(file, "something");

        FluentActions.Invoking(() => new TensorBoardProgress(file)).Should().Throw<IOException>();
    }

    private static IEnumerable<(long Step, float Value)> CurveOf(IReadOnlyList<Event> events, string tag) =>
        from one in events
        where one.Summary is not null
        from value in one.Summary.Value
        where string.Equals(value.Tag, tag, StringComparison.Ordinal)
        select (one.Step, value.SimpleValue);
}
