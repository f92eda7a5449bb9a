using System.Globalization;
using System.Text.Json;
using ForwardForward.Runtime;
using Microsoft.Extensions.Logging;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>The checkpoints of one run, in a folder that no other run may use meanwhile.</summary>
internal sealed class RunCheckpoints : IDisposable
{
    private const string VersionKey = "forwardforward.checkpoint";
    private const string LibraryKey = "forwardforward.library";
    private const string HistoryKey = "forwardforward.history";
    private const int FormatVersion = 1;
    private const int LongestText = 100;

    private static readonly JsonSerializerOptions HistoryJson = new() { TypeInfoResolver = PartJson.Types };

    private readonly CheckpointOptions _options;
    private readonly ILogger _logger;
    private readonly IReadOnlyDictionary<string, string> _run;
    private readonly IReadOnlyList<NamedTensor> _tensors;
    private readonly RandomStreams _random;
    private readonly FileStream _lock;

    /// <param name="options">Where, and how often.</param>
    /// <param name="logger">Told what is read and written.</param>
    /// <param name="run">What makes this run the same as another, by name.</param>
    /// <param name="tensors">What the run changes, in place.</param>
    /// <param name="random">What it draws from.</param>
    /// <exception cref="IOException">The folder cannot be created or written, or another run uses it.</exception>
    public RunCheckpoints(
        CheckpointOptions options,
        ILogger logger,
        IReadOnlyDictionary<string, string> run,
        IReadOnlyList<NamedTensor> tensors,
        RandomStreams random)
    {
        _options = options;
        _logger = logger;
        _run = run;
        _tensors = tensors;
        _random = random;
        Directory.CreateDirectory(options.Folder);
        _lock = Lock(options.Folder);
    }

    /// <summary>Brings everything to where the newest checkpoint was; where there is none, writes the first.</summary>
    /// <returns>The epochs that are done.</returns>
    /// <exception cref="InvalidOperationException">The checkpoints are of another run.</exception>
    /// <exception cref="InvalidDataException">All checkpoints are damaged, or of another version.</exception>
    /// <exception cref="IOException">A checkpoint cannot be read or written.</exception>
    public List<EpochResult> Resume()
    {
        foreach (string unfinished in Directory.EnumerateFiles(_options.Folder, $"*{AtomicFile.TemporaryExtension}"))
            File.Delete(unfinished);
        IReadOnlyList<CheckpointFile> files = CheckpointFile.In(_options.Folder);
        foreach (CheckpointFile file in files)
        {
            if (file.IsWhole())
                return Read(file);
            Log.CheckpointDamaged(_logger, file.Path);
        }
        if (files.Count > 0)
            throw new InvalidDataException($"No checkpoint in {_options.Folder} is whole. Delete the folder to begin the run anew.");
        Write([]);
        return [];
    }

    /// <summary>Writes a checkpoint where one is due, and removes those that are no longer kept.</summary>
    /// <exception cref="IOException">It cannot be written; the earlier ones are as they were.</exception>
    public void WriteIfDue(List<EpochResult> history, int epochs)
    {
        if (history.Count % _options.EveryEpochs == 0 || history.Count == epochs)
            Write(history);
    }

    public void Dispose() => _lock.Dispose();

    private static FileStream Lock(string folder)
    {
        try
        {
            return new FileStream(Path.Combine(folder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException cause)
        {
            throw new IOException(
                $"The folder of checkpoints {folder} cannot be taken: {cause.Message} "
                + "Where another run is writing to it, give this one a folder of its own.",
                cause);
        }
    }

    private List<EpochResult> Read(CheckpointFile checkpoint)
    {
        using SafetensorsReader file = SafetensorsReader.Open(checkpoint.Path);
        ExpectVersion(file.Metadata, checkpoint.Path);
        ExpectSameRun(file.Metadata);
        using var scope = NewDisposeScope();
        IReadOnlyList<NamedTensor> states = _random.CopyStates();
        file.CopyTo([.. _tensors, .. states]);
        _random.Restore(states);
        Log.Resumed(_logger, checkpoint.Epoch, checkpoint.Path);
        return JsonSerializer.Deserialize<List<EpochResult>>(file.Metadata[HistoryKey], HistoryJson)!;
    }

    private void Write(List<EpochResult> history)
    {
        using var scope = NewDisposeScope();
        Dictionary<string, string> metadata = new(_run, StringComparer.Ordinal)
        {
            [VersionKey] = FormatVersion.ToString(CultureInfo.InvariantCulture),
            [LibraryKey] = FFNetwork.LibraryVersion,
            [HistoryKey] = JsonSerializer.Serialize(history, HistoryJson),
        };
        try
        {
            string path = CheckpointFile.Write(_options.Folder, history.Count, [.. _tensors, .. _random.CopyStates()], metadata);
            Log.CheckpointWritten(_logger, path);
            Prune(path, history.Count);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new IOException(
                $"The checkpoint after epoch {history.Count} cannot be written to {_options.Folder}: {cause.Message} "
                + "The network has learned so far and can be used; what was written before is whole. Make room, and Fit goes on from "
                + "there.",
                cause);
        }
    }

    /// <summary>Removes all but the newest checkpoints. One of a later epoch was damaged and passed over.</summary>
    private void Prune(string newest, int epoch)
    {
        int kept = 1;
        foreach (CheckpointFile file in CheckpointFile.In(_options.Folder))
        {
            bool isNewest = string.Equals(file.Path, newest, StringComparison.Ordinal);
            if (!isNewest && (file.Epoch >= epoch || ++kept > _options.Keep))
                File.Delete(file.Path);
        }
    }

    private static void ExpectVersion(IReadOnlyDictionary<string, string> metadata, string path)
    {
        string version = metadata.GetValueOrDefault(VersionKey, "none");
        if (!string.Equals(version, FormatVersion.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal))
            throw new InvalidDataException(
                $"{path} is a checkpoint of the version {version}, written by ForwardForward "
                + $"{metadata.GetValueOrDefault(LibraryKey, "unknown")}; this is {FFNetwork.LibraryVersion} and reads {FormatVersion}. Use "
                + "that version, or another folder to begin anew.");
    }

    private void ExpectSameRun(IReadOnlyDictionary<string, string> metadata)
    {
        foreach ((string name, string wanted) in _run)
        {
            string stored = metadata.GetValueOrDefault(name, "not given");
            if (!string.Equals(stored, wanted, StringComparison.Ordinal))
                throw new InvalidOperationException(
                    $"The checkpoints in {_options.Folder} are of another run: its {name} is {Shorten(stored)}, and that of this one "
                    + $"{Shorten(wanted)}. Give every run a folder of its own (TrainingOptions.Checkpoint), or delete this one to begin "
                    + "anew.");
        }
    }

    private static string Shorten(string text) => text.Length <= LongestText ? text : $"{text[..LongestText]}…";
}
