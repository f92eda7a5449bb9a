using System.Globalization;
using ForwardForward.Runtime;
using Microsoft.Extensions.Logging;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>The checkpoints of one run, in a folder that no other run may use meanwhile.</summary>
internal sealed class RunCheckpoints : IDisposable
{
    private const string LibraryKey = "forwardforward.library";
    private const string HistoryKey = "forwardforward.history";
    private const int FormatVersion = 1;

    private readonly CheckpointOptions _options;
    private readonly ILogger _logger;
    private readonly RunIdentity _run;
    private readonly IReadOnlyList<NamedTensor> _tensors;
    private readonly RandomStreams _random;
    private readonly RunExtent _extent;
    private readonly FileStream _lock;
    private readonly List<string> _problems = [];

    /// <param name="options">Where, and how often.</param>
    /// <param name="logger">Told what is read and written.</param>
    /// <param name="run">What makes this run the same as another.</param>
    /// <param name="tensors">What the run changes, in place.</param>
    /// <param name="random">What it draws from.</param>
    /// <param name="extent">How much there is of it.</param>
    /// <exception cref="IOException">The folder cannot be created or written, or another run uses it.</exception>
    public RunCheckpoints(
        CheckpointOptions options,
        ILogger logger,
        RunIdentity run,
        IReadOnlyList<NamedTensor> tensors,
        RandomStreams random,
        RunExtent extent)
    {
        _options = options;
        _logger = logger;
        _run = run;
        _tensors = tensors;
        _random = random;
        _extent = extent;
        Directory.CreateDirectory(options.Folder);
        _lock = FolderLock.Take(
            options.Folder, "folder of checkpoints", "Where another run is writing to it, give this one a folder of its own.");
    }

    /// <summary>Brings everything to where the newest checkpoint was; where there is none, writes the first.</summary>
    /// <returns>The epochs that are done.</returns>
    /// <exception cref="InvalidOperationException">The checkpoints are of another run.</exception>
    /// <exception cref="InvalidDataException">All checkpoints are damaged, or one is of another version; nothing has changed.</exception>
    /// <exception cref="IOException">A checkpoint cannot be read or written.</exception>
    public List<EpochResult> Resume()
    {
        CheckpointFile.RemoveUnfinished(_options.Folder);
        IReadOnlyList<CheckpointFile> files = CheckpointFile.In(_options.Folder);
        foreach (CheckpointFile file in files)
            if (TryRead(file) is { } history)
                return history;
        if (files.Count > 0)
            throw new InvalidDataException(
                $"No checkpoint in {_options.Folder} is whole. {string.Join(' ', _problems)} Delete the folder to begin the run anew.");
        Write([]);
        return [];
    }

    /// <summary>Writes a checkpoint where one is due, and removes those that are no longer kept.</summary>
    /// <exception cref="IOException">It cannot be written; the earlier ones are as they were.</exception>
    public void WriteIfDue(List<EpochResult> history, bool isLast)
    {
        if (isLast || history.Count % _options.EveryEpochs == 0)
            Write(history);
    }

    public void Dispose() => _lock.Dispose();

    /// <summary>Goes on from a checkpoint; null, with a line in the log, where it is damaged.</summary>
    private List<EpochResult>? TryRead(CheckpointFile checkpoint)
    {
        using SafetensorsReader? file = Attempt(checkpoint, () => Open(checkpoint));
        if (file is null)
            return null;
        ExpectVersion(file.Metadata, checkpoint.Path);
        _run.ExpectIn(file.Metadata, checkpoint.Epoch, _options.Folder);
        return Attempt(checkpoint, () => Apply(file, checkpoint));
    }

    private T? Attempt<T>(CheckpointFile checkpoint, Func<T> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (InvalidDataException cause)
        {
            Log.CheckpointDamaged(_logger, checkpoint.Path, cause.Message);
            _problems.Add($"[epoch {checkpoint.Epoch}: {cause.Message}]");
            return null;
        }
    }

    private static SafetensorsReader Open(CheckpointFile checkpoint)
    {
        if (!checkpoint.IsWhole())
            throw new InvalidDataException("Its content does not have the SHA-256 in its name.");
        SafetensorsReader file = SafetensorsReader.Open(checkpoint.Path);
        if (file.Metadata.ContainsKey(CheckpointFile.VersionKey) && file.Metadata.ContainsKey(HistoryKey))
            return file;
        file.Dispose();
        throw new InvalidDataException($"Its metadata lacks {CheckpointFile.VersionKey} or {HistoryKey}.");
    }

    /// <summary>Checks everything, and only then changes anything.</summary>
    /// <exception cref="InvalidDataException">Something is not as this run would have written it; nothing has changed.</exception>
    private List<EpochResult> Apply(SafetensorsReader file, CheckpointFile checkpoint)
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        if (checkpoint.Epoch > _extent.Epochs)
            throw new InvalidDataException($"It is of epoch {checkpoint.Epoch}, and the run has {_extent.Epochs}.");
        List<EpochResult> history = CheckpointHistory.Read(file.Metadata[HistoryKey], checkpoint.Epoch, _extent.Parts);
        IReadOnlyList<NamedTensor> stored = file.ReadFor([.. _tensors, .. _random.CopyStates()]);
        IReadOnlyList<NamedTensor> values = [.. stored.Take(_tensors.Count)];
        if (NonFinite.FindIn(values) is { } bad)
            throw new InvalidDataException($"Its {bad} holds NaN or infinity.");
        ExpectLabels(values);
        _random.Restore([.. stored.Skip(_tensors.Count)]);
        foreach ((NamedTensor target, NamedTensor value) in _tensors.Zip(values))
            target.Value.copy_(value.Value);
        Log.Resumed(_logger, checkpoint.Epoch, checkpoint.Path);
        return history;
    }

    private void ExpectLabels(IReadOnlyList<NamedTensor> values)
    {
        foreach ((string name, Tensor labels) in values)
            if (string.Equals(name, TrainingBatches.DrawnLabels, StringComparison.Ordinal)
                && (labels.min().item<long>() < 0 || labels.max().item<long>() >= _extent.Classes))
                throw new InvalidDataException($"Its {name} are not all between 0 and {_extent.Classes - 1}.");
    }

    private void Write(List<EpochResult> history)
    {
        using var scope = NewDisposeScope();
        Dictionary<string, string> metadata = new([.. _run.Network, .. _run.Description], StringComparer.Ordinal)
        {
            [CheckpointFile.VersionKey] = FormatVersion.ToString(CultureInfo.InvariantCulture),
            [LibraryKey] = FFNetwork.LibraryVersion,
            [HistoryKey] = CheckpointHistory.Write(history),
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
                + "The network can be used, and what was written before is whole. Make room, and Fit goes on from there.",
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
        string version = metadata.GetValueOrDefault(CheckpointFile.VersionKey, "none");
        if (!string.Equals(version, FormatVersion.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal))
            throw new InvalidDataException(
                $"{path} is a checkpoint of the version {Excerpt.Of(version)}, written by ForwardForward "
                + $"{Excerpt.Of(metadata.GetValueOrDefault(LibraryKey, "unknown"))}; this is {FFNetwork.LibraryVersion} and reads "
                + $"{FormatVersion}. Use that version, or another folder to begin anew.");
    }
}
