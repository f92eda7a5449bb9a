using System.Globalization;
using ForwardForward.Runtime;

namespace ForwardForward;

/// <summary>What makes two runs the same, or one the beginning of the other.</summary>
/// <param name="Network">What <c>FFNetwork.Load</c> must know of the network; nothing where it cannot load it.</param>
/// <param name="Description">Every setting that decides what is learned, by name.</param>
/// <param name="PlanOf">What learns when in a run of so many epochs.</param>
/// <param name="FindObstacle">
/// Why so many epochs of a run of fewer are not the beginning of this one; null where they are.
/// </param>
internal sealed record RunIdentity(
    IReadOnlyDictionary<string, string> Network,
    IReadOnlyDictionary<string, string> Description,
    Func<int, string> PlanOf,
    Func<int, int, string?> FindObstacle)
{
    /// <summary>Throws where a checkpoint is neither of this run nor of its beginning.</summary>
    /// <param name="metadata">What the checkpoint says of its run.</param>
    /// <param name="done">The epochs that were done.</param>
    /// <param name="folder">Where it stands.</param>
    /// <exception cref="InvalidOperationException">It is of another run; the message says in what.</exception>
    public void ExpectIn(IReadOnlyDictionary<string, string> metadata, int done, string folder)
    {
        if (FindDifference(metadata, Description) is not { } name)
            return;
        string? obstacle = null;
        if (FewerEpochsIn(metadata) is { } fewer)
        {
            string? other = FindDifference(metadata, With(fewer)); // A run may be extended by epochs, if all else is the same.
            obstacle = other is null ? FindObstacle(fewer, done) : null;
            if (other is null && obstacle is null)
                return;
            name = other ?? name;
        }
        throw new InvalidOperationException(
            $"The checkpoints in {folder} are of another run: its {name} is {Excerpt.Of(ValueOf(metadata, name))}, and that of this one "
                + $"{Excerpt.Of(Description[name])}. {(obstacle is null ? string.Empty : obstacle + " ")}Give every run a folder of its "
                + "own (TrainingOptions.Checkpoint), or delete this one to begin anew.");
    }

    private static string? FindDifference(IReadOnlyDictionary<string, string> metadata, IReadOnlyDictionary<string, string> run) =>
        run.Keys.FirstOrDefault(name => !string.Equals(ValueOf(metadata, name), run[name], StringComparison.Ordinal));

    private static string ValueOf(IReadOnlyDictionary<string, string> metadata, string name) =>
        metadata.GetValueOrDefault(name, "not given");

    private static int? EpochsIn(IReadOnlyDictionary<string, string> metadata) =>
        int.TryParse(ValueOf(metadata, RunDescription.Epochs), NumberStyles.None, CultureInfo.InvariantCulture, out int epochs)
            ? epochs
            : null;

    private int? FewerEpochsIn(IReadOnlyDictionary<string, string> metadata) =>
        EpochsIn(metadata) is { } stored && stored > 0 && stored < EpochsIn(Description) ? stored : null;

    private Dictionary<string, string> With(int epochs) => new(Description, StringComparer.Ordinal)
    {
        [RunDescription.Epochs] = epochs.ToString(CultureInfo.InvariantCulture),
        [RunDescription.Plan] = PlanOf(epochs),
    };
}
