using ForwardForward.Data;
using ForwardForward.Runtime;

namespace ForwardForward;

/// <content>The data that a network learns from.</content>
public sealed partial class FFNetworkBuilder
{
    /// <summary>
    /// Takes over from a dataset the shape of an image, how image files are brought to it, what images are scaled by, and the classes with
    /// their names.
    /// </summary>
    /// <param name="dataset">
    /// The dataset; it stays the caller's. If it has no names, no standardisation or no fit, nor has the network.
    /// </param>
    /// <returns>This builder.</returns>
    public FFNetworkBuilder WithDataset(ImageDataset dataset)
    {
        Require.NotNull(dataset);
        return WithInput(dataset.Shape).WithClasses(dataset.Classes).Set(
            _definition with
            {
                ClassNames = dataset.ClassNames,
                Standardisation = dataset.Standardisation,
                ImageFit = dataset.ImageFit,
                Table = null,
            });
    }

    /// <summary>
    /// Takes over from a table how its rows become vectors, the length of a vector, what vectors are scaled by, and the classes with their
    /// names. The network is saved with all of this, and takes raw rows (<see cref="FFNetwork.PredictTable"/>).
    /// </summary>
    /// <param name="table">The table; it stays the caller's.</param>
    /// <returns>This builder.</returns>
    /// <remarks>
    /// Unless <see cref="WithLabelEmbedding"/> sets another embedding, labels are appended to the vectors (<see cref="AppendedLabel"/>).
    /// The usual embedding would overwrite the first columns.
    /// </remarks>
    public FFNetworkBuilder WithDataset(TableDataset table)
    {
        Require.NotNull(table);
        return WithDataset(table.Images).Set(_definition with { Table = table.Encoding });
    }

    /// <summary>
    /// Sets what images are scaled by before the layers see them. It is saved with the network, which is given images as they are.
    /// </summary>
    /// <param name="standardisation">
    /// Means and deviations, such as those of a dataset (<see cref="ImageDataset.Standardisation"/>). The default is none.
    /// </param>
    /// <returns>This builder.</returns>
    public FFNetworkBuilder WithStandardisation(Standardisation standardisation) =>
        Set(_definition with { Standardisation = Require.NotNull(standardisation) });

    /// <summary>
    /// Sets how image files become images of the network's shape. It is saved with the network, and <see cref="FFNetwork.PredictFiles"/>
    /// reads files so.
    /// </summary>
    /// <param name="fit">The fit that the training images had. The default is null, which reads files by <see
    /// cref="ImageFit.Crop"/>.</param>
    /// <returns>This builder.</returns>
    public FFNetworkBuilder WithImageFit(ImageFit fit) => Set(_definition with { ImageFit = fit });

    /// <summary>
    /// Says what the classes are called. The names are saved with the network, and <see cref="FFNetwork.NameOf"/> gives them.
    /// </summary>
    /// <param name="names">A name for each class, in the order of their labels; no two the same. The default is none.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentException">A name is empty, or two are the same.</exception>
    public FFNetworkBuilder WithClassNames(params IReadOnlyList<string> names) =>
        Set(_definition with { ClassNames = Require.NotNull(names) });
}
