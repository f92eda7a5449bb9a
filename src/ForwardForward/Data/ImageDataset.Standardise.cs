namespace ForwardForward.Data;

/// <content>What networks scale the images by.</content>
public sealed partial class ImageDataset
{
    /// <summary>
    /// Standardises by two numbers, the mean and the population deviation of all training pixels: what networks see of the training images
    /// has mean 0 and deviation 1. Pixels are shared, not copied: they are scaled where they are read.
    /// </summary>
    /// <returns>A new dataset, to be disposed by the caller, with <see cref="Standardisation"/> set.</returns>
    /// <remarks>
    /// <c>FFNetworkBuilder.WithDataset</c> hands the numbers on to the network, which saves them and scales what it is given by them.
    /// </remarks>
    /// <exception cref="InvalidOperationException">There is a standardisation already, or the deviation is 0 or overflows.</exception>
    public ImageDataset Standardise() => Standardise(StandardisationScope.Image);

    /// <summary>
    /// Standardises by the means and population deviations of the training pixels: of all, of each channel, or of each value of an image.
    /// Of a channel or a value that never differs, the mean alone is taken off. Pixels are shared, not copied.
    /// </summary>
    /// <param name="scope">What shares a mean and a deviation.</param>
    /// <returns>A new dataset, to be disposed by the caller, with <see cref="Standardisation"/> set.</returns>
    /// <exception cref="ArgumentOutOfRangeException">No such scope.</exception>
    /// <exception cref="InvalidOperationException">
    /// There is a standardisation already, or a deviation overflows, or all of them are 0.
    /// </exception>
    public ImageDataset Standardise(StandardisationScope scope)
    {
        RefuseTwice();
        (double[] means, double[] deviations) = PixelMoments.Measure(Train, scope);
        int wrong = deviations.All(deviation => deviation == 0)
            ? 0
            : Array.FindIndex(deviations, deviation => deviation != 0 && !Standardisation.CanDivide(deviation));
        if (wrong >= 0)
            throw new InvalidOperationException(
                $"The training pixels of dataset '{Name}' have mean {means[wrong]} and deviation {deviations[wrong]}, "
                + "by which nothing can be divided. Pixels must differ, and be of a size whose square float32 can hold.");
        return Standardise(new Standardisation(
            [.. means], [.. deviations.Select(deviation => deviation == 0 ? 1 : deviation)]));
    }

    /// <summary>Standardises by given numbers, such as those of another dataset. Pixels are shared, not copied.</summary>
    /// <param name="standardisation">The numbers.</param>
    /// <returns>A new dataset, to be disposed by the caller, with <see cref="Standardisation"/> set.</returns>
    /// <exception cref="ArgumentException">They do not fit the images.</exception>
    /// <exception cref="InvalidOperationException">There is a standardisation already.</exception>
    public ImageDataset Standardise(Standardisation standardisation)
    {
        ArgumentNullException.ThrowIfNull(standardisation);
        RefuseTwice();
        return Own(
            Train.StandardisedBy(standardisation),
            train => Own(
                Test.StandardisedBy(standardisation),
                test => Joined(train, test, Validation?.StandardisedBy(standardisation))));
    }

    private void RefuseTwice()
    {
        if (Standardisation is not null)
            throw new InvalidOperationException(
                $"Dataset '{Name}' is standardised already, by {Standardisation}. Standardise the dataset that it was made from.");
    }
}
