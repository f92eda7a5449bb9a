using System.Diagnostics;
using ForwardForward.Data;
using ForwardForward.Experiments;

namespace ForwardForward.Tests.Training.Watching;

public sealed class TrainingSpanTests : IDisposable
{
    private readonly LabelledImages _data = SyntheticImages.Create(60);
    private readonly FFNetwork _network = SyntheticImages.Network().Build();
    private readonly List<Activity> _ended = [];

    private TrainingOptions Options => new() { Epochs = 2, BatchSize = 20, Validation = _data };

    public void Dispose()
    {
        _data.Dispose();
        _network.Dispose();
    }

    [Fact]
    public void Fit_WithAListener_HasASpanForTheRunAndOneForEveryEpoch()
    {
        using ActivityListener listener = Listen(_ended.Add);

        TrainingResult result = _network.Fit(_data, Options with { Schedule = TrainingSchedule.Greedy });

        _ended.Select(span => span.OperationName).Should().Equal(
            "ForwardForward.Epoch", "ForwardForward.Epoch", "ForwardForward.Epoch", "ForwardForward.Epoch", "ForwardForward.Training");
        Activity run = _ended[^1];
        Tags(run).Should().Equal(
            "batch_size=20", "epochs=4", "epochs_done=4", "images=60", "network=1×6×6 → Dense 32 → Dense 24, 3 classes", "schedule=Greedy",
            FormattableString.Invariant($"validation_accuracy={result.BestEpoch!.ValidationAccuracy}"));
        _ended.SkipLast(1).Should().OnlyContain(epoch => epoch.ParentSpanId == run.SpanId && epoch.Status == ActivityStatusCode.Ok);
        Tags(_ended[1]).Should().Equal(
            "epoch=2", FormattableString.Invariant($"training_seconds={result.History[1].Seconds}"),
            FormattableString.Invariant($"validation_accuracy={result.History[1].ValidationAccuracy}"));
    }

    [Fact]
    public void Fit_OfATwin_SaysSo()
    {
        using ActivityListener listener = Listen(_ended.Add);
        using BackpropTwin twin = BackpropTwin.Create(_network.Definition);

        twin.Fit(_data, Options);

        Tags(_ended[^1]).Should().Contain("schedule=Backpropagation");
    }

    [Fact]
    public void Fit_ThatFails_EndsItsSpansWithTheError()
    {
        using ActivityListener listener = Listen(_ended.Add);
        ProgressCallback<TrainingProgress> fails = new(_ => throw new TimeoutException("The caller's own progress fails."));

        FluentActions.Invoking(() => _network.Fit(_data, Options with { Progress = fails })).Should().Throw<TimeoutException>();

        Activity run = _ended[^1];
        (run.OperationName, run.Status).Should().Be(("ForwardForward.Training", ActivityStatusCode.Error));
        run.StatusDescription.Should().Be("The caller's own progress fails.");
        Tags(run).Should().Contain("error.type=System.TimeoutException");
        Activity.Current.Should().BeNull();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Fit_ListenerThatThrows_GoesOnAndLeavesTheCallersActivity(bool whenItBegins)
    {
        ListLogger logger = new();
        Action<Activity> fail = _ => throw new TimeoutException("The exporter fails.");
        using ActivityListener listener = whenItBegins ? Listen(started: fail) : Listen(fail);
        using Activity own = new Activity("own").Start();

        _network.Fit(_data, Options with { Logger = logger }).History.Should().HaveCount(2);

        Activity.Current.Should().BeSameAs(own);
        logger.Lines.Should().ContainSingle(line => line.Contains("The run goes on", StringComparison.Ordinal));
    }

    private static ActivityListener Listen(Action<Activity>? stopped = null, Action<Activity>? started = null)
    {
        ActivityListener listener = new()
        {
            ShouldListenTo = source => source.Name is "ForwardForward",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStarted = started,
            ActivityStopped = stopped,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    private static IEnumerable<string> Tags(Activity span) =>
        span.TagObjects.Select(tag => FormattableString.Invariant($"{tag.Key}={tag.Value}")).Order(StringComparer.Ordinal);
}
