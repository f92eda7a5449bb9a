using ForwardForward.Data;
using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>
/// The images of a training set on their way into a batch, in the order of their steps: picked, moved to the network's device, changed as
/// the options say, scaled.
/// </summary>
internal sealed class BatchImages(FFNetwork network, LabelledImages data, TrainingOptions options, WorkSpace space)
{
    private readonly Standardisation? _scaling = network.Definition.ScalingOf(data.Images);

    /// <summary>All images as the layers see them, where they are.</summary>
    public Tensor ReadAll() => Pixels.Read(data.Images, _scaling, data.Images.device);

    /// <summary>Draws how the images of the next batch change, those that were drawn of them alike; null where they do not.</summary>
    public Func<Tensor, Tensor>? DrawChange(long count) => options.ChangesImages
        ? ImageChanges.Draw(options, [count, .. data.Images.shape.AsSpan(1)], network.Random.Augmenting)
        : null;

    /// <summary>Images as the layers see them, in the work space where nothing changes them; all of them for null.</summary>
    public Tensor Read(Tensor? rows, Func<Tensor, Tensor>? change) =>
        rows is not null && change is null && network.Device.type == DeviceType.CPU
            ? RowKernels.Gather(data.Images, rows, _scaling, space)
            : Scale(ReadUnscaled(rows, change));

    /// <summary>As <see cref="Read"/>, before they are scaled.</summary>
    public Tensor ReadUnscaled(Tensor? rows, Func<Tensor, Tensor>? change)
    {
        Tensor images = Pixels.AsRead(Pick(data.Images, rows));
        return change?.Invoke(images) ?? images;
    }

    /// <summary>What was drawn once of all images as the layers see them, or the training images themselves.</summary>
    public Tensor ReadDrawn(Tensor drawn, Tensor? rows, Func<Tensor, Tensor>? change)
    {
        if (ReferenceEquals(drawn, data.Images))
            return Read(rows, change);
        Tensor images = Pick(drawn, rows);
        if (change is null)
            return images;
        // Pixels that only change places may be scaled before, where their places do not matter.
        return _scaling is null || (options.Augmentation.ChangesNothing && _scaling.IsSameEverywhere)
            ? change(images)
            : Scale(change(_scaling.Undo(images)));
    }

    /// <summary>Images that <see cref="ReadUnscaled"/> gave, as the layers see them. A tensor of its own.</summary>
    public Tensor Scale(Tensor images) => Pixels.Read(images, _scaling, network.Device);

    /// <summary>Some rows of a tensor, or all of them, on the network's device.</summary>
    public Tensor Pick(Tensor from, Tensor? rows) =>
        (rows is null ? from : from.index_select(0, rows.to(from.device))).to(network.Device);
}
