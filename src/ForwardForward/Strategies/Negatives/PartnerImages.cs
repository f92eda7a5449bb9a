using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>Draws a partner for each image of a batch, among the images of the same batch.</summary>
/// <remarks>
/// Sorted by class, the batch is a ring in which each class is one arc, and so is everything outside a class. A draw is a number of
/// steps along an arc, so memory grows with the batch and not with its square: a batch may be the whole training set.
/// </remarks>
internal static class PartnerImages
{
    /// <summary>Draws any image for each row, each image once: a random permutation.</summary>
    /// <param name="labels">True labels, <c>[batch]</c>.</param>
    /// <param name="context">The generator.</param>
    /// <returns>Row indices, <c>[batch]</c>, int64.</returns>
    public static Tensor Shuffled(Tensor labels, SamplingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        using DisposeScope scope = NewDisposeScope();
        return TensorCreation.DrawOrder(Expect.Labels(labels).shape[0], context.Generator).to(labels.device).MoveToOuterDisposeScope();
    }

    /// <summary>Draws evenly among the other images of a row's own class; the row itself where it is the class's only one.</summary>
    /// <param name="labels">True labels, <c>[batch]</c>, int64.</param>
    /// <param name="context">The generator and the number of classes.</param>
    /// <returns>Row indices, <c>[batch]</c>, int64.</returns>
    public static Tensor OfOwnClass(Tensor labels, SamplingContext context) => Draw(labels, labels, outside: false, context);

    /// <summary>Draws evenly among the other images whose class is not the excluded one; the row itself where there is none.</summary>
    /// <param name="labels">True labels, <c>[batch]</c>, int64.</param>
    /// <param name="excluded">The class that each row's partner must not have, <c>[batch]</c>, int64.</param>
    /// <param name="context">The generator and the number of classes.</param>
    /// <returns>Row indices, <c>[batch]</c>, int64.</returns>
    public static Tensor OutsideClass(Tensor labels, Tensor excluded, SamplingContext context) =>
        Draw(labels, excluded, outside: true, context);

    private static Tensor Draw(Tensor labels, Tensor classes, bool outside, SamplingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        using DisposeScope scope = NewDisposeScope();
        long count = Expect.InMemory(Expect.Classes(labels, context.Classes)).shape[0];
        Expect.Beside(Expect.Classes(classes, context.Classes, count), labels);
        Tensor ring = labels.sort(stable: true).Indices;
        Tensor sizes = bincount(labels, minlength: context.Classes);
        Tensor size = sizes.index_select(0, classes);
        Tensor end = sizes.cumsum(0).index_select(0, classes);
        (Tensor first, Tensor length) = outside ? (end, size.SubtractFrom(count)) : (end - size, size);

        // From the row's own place in its arc, 1 … others steps lead to each other image; a row outside the arc may take every step.
        Tensor own = (ring.argsort() - first).Remainder(count);
        Tensor others = length - own.lt(length).to(int64);
        Tensor drawn = TensorCreation.DrawWhole(0, long.MaxValue, [count], int64, context.Generator).to(labels.device);
        Tensor steps = drawn.remainder(others.AtLeast(1)).Add(1);
        Tensor place = first.Add(own.Add(steps).remainder(length.AtLeast(1)));
        Tensor partners = ring.index_select(0, place.Remainder(count));
        return where(others.GreaterThan(0), partners, TensorCreation.Arange(count, int64, labels.device)).MoveToOuterDisposeScope();
    }
}
