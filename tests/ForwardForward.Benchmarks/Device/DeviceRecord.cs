using System.Diagnostics;
using ForwardForward.Benchmarks.Report;
using ForwardForward.Experiments;
using ForwardForward.Samples;

namespace ForwardForward.Benchmarks.Device;

/// <summary>What was seen on a device.</summary>
internal sealed record DeviceRecord
{
    public string Library { get; } = StudyRecord.LibraryVersion;

    /// <summary>The commit that was built; given by <c>FORWARDFORWARD_COMMIT</c> where the program runs outside of its checkout.</summary>
    public string Commit { get; } = Environment.GetEnvironmentVariable("FORWARDFORWARD_COMMIT") ?? CodeCommit.Find();

    public DateTimeOffset Started { get; init; } = DateTimeOffset.UtcNow;

    public Machine Machine { get; } = Machine.Describe();

    public required string Device { get; init; }

    /// <summary>What the driver calls its devices; empty where it is not asked or has none.</summary>
    public IReadOnlyList<string> Cards { get; init; } = FindCards();

    public IReadOnlyList<DeviceCheck>? Checks { get; init; }

    public IReadOnlyList<DeviceStep>? Steps { get; init; }

    public IReadOnlyList<DeviceRecipe>? Recipes { get; init; }

    /// <summary>Writes the record, and beside it the same as tables, <c>.md</c>.</summary>
    public void Save(string file)
    {
        RecordFile.Write(file, this);
        File.WriteAllText(Path.ChangeExtension(file, ".md"), DeviceText.ToMarkdown(this));
    }

    private static string[] FindCards()
    {
        ProcessStartInfo start = new("nvidia-smi", ["--query-gpu=name,memory.total,driver_version", "--format=csv,noheader"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        try
        {
            using Process program = Process.Start(start)!;
            return program.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return []; // There is no such program.
        }
    }
}
