using ForwardForward.Runtime;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>What a modulation may look at besides the goodness.</summary>
/// <remarks>
/// <see cref="KeptTensors"/> are the layer's own. The functions look forward only. What they give is detached, and was computed before any
/// layer learned from this batch. It is computed only when asked for, and belongs to the caller of the training step. A test of a
/// modulation sets what it needs.
/// </remarks>
public class ModulationContext
{
    private IReadOnlyList<NamedTensor> _keptTensors = [];

    /// <summary>The label shown with each row, <c>[rows]</c>, int64.</summary>
    public required Tensor Labels { get; init; }

    /// <summary>How many rows, from the first on, are positive; the rest are their negatives, in the same order.</summary>
    public required long Positives { get; init; }

    /// <summary>The true class of each row's positive, <c>[rows]</c>, int64: a negative row has that of its partner.</summary>
    /// <value>The default is <see cref="Labels"/>.</value>
    public Tensor TrueLabels { get => field ?? Labels; init; }

    /// <summary>
    /// The tensors that the layer keeps for its modulation: those of <see cref="IModulation.CreateParameters"/> and
    /// <see cref="IModulation.CreateBuffers"/>.
    /// </summary>
    /// <value>The default is none.</value>
    public IReadOnlyList<NamedTensor> KeptTensors { get => _keptTensors; init => _keptTensors = value; }

    /// <summary>
    /// The activations of the layer so many places up, <c>[rows, …]</c>: 1 is the next, −1 the one before, 0 this one;
    /// null beyond the ends.
    /// </summary>
    /// <value>The default knows no layer: it gives null.</value>
    public Func<int, Tensor?> ActivationsAt { get; init; } = _ => null;

    /// <summary>The goodness of the layer so many places up, <c>[rows]</c>; null beyond the ends.</summary>
    /// <value>The default knows no layer: it gives null.</value>
    public Func<int, Tensor?> GoodnessAt { get; init; } = _ => null;

    /// <summary>
    /// The probability of every class by the softmax head, <c>[rows, classes]</c>; a head that reads unlabelled images gives a negative row
    /// the probabilities of its partner.
    /// </summary>
    /// <value>The default knows no head: it throws an <see cref="InvalidOperationException"/>.</value>
    public Func<Tensor> ClassProbabilities { get; init; } = () =>
        throw new InvalidOperationException(
            "The network has no softmax head to read class probabilities from. Add one with WithSoftmaxHead(), or state it as "
                + "IModulation.RequiredHead.");

    /// <summary>A tensor that the layer keeps for its modulation.</summary>
    /// <param name="name">
    /// Its name, as <see cref="IModulation.CreateParameters"/> or <see cref="IModulation.CreateBuffers"/> gave it.
    /// </param>
    /// <returns>The tensor; the layer owns it. A buffer may be changed in place.</returns>
    /// <exception cref="InvalidOperationException">The layer keeps no tensor of this name.</exception>
    public Tensor Kept(string name) =>
        KeptTensors.FirstOrDefault(tensor => string.Equals(tensor.Name, name, StringComparison.Ordinal)).Value
        ?? throw new InvalidOperationException(
            $"The layer keeps no tensor \"{name}\" for its modulation; it keeps "
            + string.Join(", ", KeptTensors.Select(kept => $"{kept.Name} {Expect.Describe(kept.Value)}").DefaultIfEmpty("none")) + ". "
            + "Create it in CreateParameters or CreateBuffers. A test hands it over as ModulationContext.KeptTensors.");

    /// <summary>A number that the layer keeps for its modulation, a scalar <c>[]</c>.</summary>
    internal Tensor KeptNumber(string name) => Expect.Scalar(Kept(name), name);

    /// <summary>
    /// The probability of every class for the rows of a goodness, <c>[rows, classes]</c>, where it fits them and their labels.
    /// </summary>
    internal Tensor ProbabilitiesFor(Tensor goodness)
    {
        Tensor probabilities = Expect.Beside(
            Expect.Scores(ClassProbabilities(), goodness.shape[0], nameof(ClassProbabilities)), goodness, nameof(ClassProbabilities));
        Expect.Beside(
            Expect.Classes(TrueLabels, probabilities.shape[1], goodness.shape[0], nameof(TrueLabels)), goodness, nameof(TrueLabels));
        return probabilities;
    }

    /// <summary>The probability of the true class of each row, <c>[rows]</c>.</summary>
    internal Tensor ProbabilityOfTrueClass(Tensor goodness) =>
        ProbabilitiesFor(goodness).gather(1, TrueLabels.unsqueeze(1)).squeeze(1);

    /// <summary>How many of so many rows are positive.</summary>
    /// <exception cref="InvalidOperationException">More than there are, or fewer than none.</exception>
    internal long PositivesAmong(long rows) => Positives >= 0 && Positives <= rows
        ? Positives
        : throw new InvalidOperationException(
            $"{nameof(Positives)} must be from 0 to {rows}, as many rows as there are, but is {Positives}.");

    /// <summary>The same context with the tensors of one layer.</summary>
    internal ModulationContext With(IReadOnlyList<NamedTensor> keptTensors)
    {
        var context = (ModulationContext)MemberwiseClone();
        context._keptTensors = keptTensors;
        return context;
    }
}
