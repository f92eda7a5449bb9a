namespace ForwardForward.Tests.Samples;

/// <summary>
/// Every study at its smallest size, quick and controlled: one epoch on some synthetic digits. The programs run with one thread each, as
/// many at once as there are processors.
/// </summary>
public sealed class StudyRuns : IDisposable
{
    public static readonly IReadOnlyList<string> Samples =
    [
        "ChannelwiseCompetition", "Transfer", "Efficiency", "Prospective", "PredictiveCoding", "LayerCollaboration", "NegativeStrategies",
        "ThreeFactor",
    ];

    private readonly TemporaryFolder _folder = new();
    private readonly SemaphoreSlim _processors = new(Environment.ProcessorCount);
    private readonly Dictionary<string, Task<SampleProcess>> _quick, _controlled;

    /// <summary>Starts them all.</summary>
    public StudyRuns()
    {
        _quick = Samples.ToDictionary(sample => sample, sample => StartAsync(sample, QuickArguments(sample)), StringComparer.Ordinal);
        _controlled = Samples.ToDictionary(
            sample => sample,
            sample => StartAsync(sample, ["--preset", "controlled", .. Arguments(300), "--out", ControlledFolder(sample)]),
            StringComparer.Ordinal);
    }

    public string QuickFolder(string sample) => _folder.Combine($"{sample}-quick");

    public string ControlledFolder(string sample) => _folder.Combine($"{sample}-controlled");

    /// <summary>The quick run of a sample.</summary>
    internal Task<SampleProcess> QuickAsync(string sample) => _quick[sample];

    /// <summary>The same command again.</summary>
    internal Task<SampleProcess> QuickAgainAsync(string sample) => StartAsync(sample, QuickArguments(sample));

    /// <summary>The controlled run of a sample.</summary>
    internal Task<SampleProcess> ControlledAsync(string sample) => _controlled[sample];

    public void Dispose()
    {
        Task.WaitAll([.. _quick.Values, .. _controlled.Values]);
        _processors.Dispose();
        _folder.Dispose();
    }

    private static string[] Arguments(int images) =>
        ["--dataset", "synthetic", "--images", $"{images}", "--epochs", "1", "--seeds", "1"];

    private string[] QuickArguments(string sample) => [.. Arguments(300), "--out", QuickFolder(sample)];

    private async Task<SampleProcess> StartAsync(string sample, string[] arguments)
    {
        await _processors.WaitAsync();
        try
        {
            return await SampleProcess.RunAsync(sample, arguments);
        }
        finally
        {
            _processors.Release();
        }
    }
}
