using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Data;

/// <summary>A named pair of training and test images, with an optional validation part.</summary>
/// <remarks>
/// A dataset owns its parts and disposes them. Every method that returns a dataset leaves this one as it is; the new one has handles of its
/// own and may outlive it, and both are to be disposed.
/// </remarks>
public sealed partial class ImageDataset : IDisposable
{
    /// <summary>Joins a training and a test part; the dataset takes both over and disposes them.</summary>
    /// <param name="name">What tables and messages call it, for example <c>mnist</c>.</param>
    /// <param name="train">The training part.</param>
    /// <param name="test">The test part, of the same image shape and number of classes.</param>
    /// <exception cref="ArgumentNullException">A part is null.</exception>
    /// <exception cref="ArgumentException">
    /// The name is empty, or the parts differ in image shape, number of classes or standardisation.
    /// </exception>
    public ImageDataset(string name, LabelledImages train, LabelledImages test)
        : this(name, train, test, validation: null, classNames: null)
    {
    }

    internal ImageDataset(
        string name, LabelledImages train, LabelledImages test, LabelledImages? validation, IReadOnlyList<string>? classNames)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(test);
        if (train.Shape != test.Shape)
            throw new ArgumentException(
                $"Training images are {train.Shape}, test images {test.Shape}. Both parts need the same shape.", nameof(test));
        if (train.Classes != test.Classes)
            throw new ArgumentException(
                $"The training part has {train.Classes} classes, the test part {test.Classes}. Give both the same number.", nameof(test));
        if (!Equals(train.Standardisation, test.Standardisation))
            throw new ArgumentException(
                $"The training part is standardised by {Describe(train)}, the test part by {Describe(test)}. Join the parts as they were "
                    + "read, and standardise the dataset.",
                nameof(test));
        Name = name;
        Train = train;
        Test = test;
        Validation = validation;
        ClassNames = classNames;
    }

    /// <summary>What tables and messages call the dataset.</summary>
    public string Name { get; }

    /// <summary>Number of classes.</summary>
    public int Classes => Train.Classes;

    /// <summary>
    /// What the classes are called, in the order of their labels; null where nobody has said. <value>Default: null.</value>
    /// </summary>
    public IReadOnlyList<string>? ClassNames { get; }

    /// <summary>The shape of one image.</summary>
    public ImageShape Shape => Train.Shape;

    /// <summary>
    /// How image files were brought to that shape, as <see cref="ImageFolderOptions.Fit"/> said; null where the images are no such files.
    /// <value>Default: null.</value>
    /// </summary>
    public ImageFit? ImageFit { get; internal init; }

    /// <summary>The training part.</summary>
    public LabelledImages Train { get; }

    /// <summary>The test part: for the last measurement, never for a choice.</summary>
    public LabelledImages Test { get; }

    /// <summary>The part split off from the training images to make choices with, or null. <value>Default: null.</value></summary>
    public LabelledImages? Validation { get; }

    /// <summary>
    /// What networks scale the images of every part by, as <see cref="Standardise()"/> measured it; null where they see the pixels as read.
    /// <value>Default: null.</value>
    /// </summary>
    public Standardisation? Standardisation => Train.Standardisation;

    /// <summary>The dataset in one line.</summary>
    /// <returns>Such as "mnist: 50000 training, 10000 validation and 10000 test images of 1×28×28 in 10 classes".</returns>
    public override string ToString() => Describe($"images of {Shape}");

    /// <summary>The dataset in one line, in which its images are called something.</summary>
    internal string Describe(string images)
    {
        string validation = Validation is { } part ? FormattableString.Invariant($", {part.CountWhenMade} validation") : string.Empty;
        return FormattableString.Invariant(
            $"{Name}: {Train.CountWhenMade} training{validation} and {Test.CountWhenMade} test {images} in {Classes} classes");
    }

    /// <summary>Reads a dataset from four IDX files, plain or gzipped.</summary>
    /// <param name="name">What tables and messages call it.</param>
    /// <param name="trainImages">Path of the training images.</param>
    /// <param name="trainLabels">Path of the training labels.</param>
    /// <param name="testImages">Path of the test images.</param>
    /// <param name="testLabels">Path of the test labels.</param>
    /// <param name="classes">Number of classes, 2 to 256. <value>Default: 10.</value></param>
    /// <returns>The dataset, pixels in [0, 1], to be disposed by the caller.</returns>
    /// <exception cref="FileNotFoundException">A file does not exist.</exception>
    /// <exception cref="InvalidDataException">A file is damaged or of the wrong kind.</exception>
    /// <exception cref="ArgumentException">Images and labels differ in number, or the parts in image shape.</exception>
    public static ImageDataset FromIdx(
        string name, string trainImages, string trainLabels, string testImages, string testLabels, int classes = 10)
    {
        using DisposeScope scope = NewDisposeScope();
        return Own(
            new LabelledImages(IdxReader.ReadImages(trainImages), IdxReader.ReadLabels(trainLabels, classes), classes),
            train => Own(
                new LabelledImages(IdxReader.ReadImages(testImages), IdxReader.ReadLabels(testLabels, classes), classes),
                test => new ImageDataset(name, train, test)));
    }

    /// <summary>Reads a dataset from CIFAR-10's binary files, plain or gzipped, which the user gives: nothing is downloaded.</summary>
    /// <param name="name">What tables and messages call it, for example <c>cifar-10</c>.</param>
    /// <param name="trainFiles">Paths of the training files, joined in this order; originally five, <c>data_batch_1.bin</c> to 5.</param>
    /// <param name="testFiles">Paths of the test files, joined in this order; originally one, <c>test_batch.bin</c>.</param>
    /// <param name="classes">Number of classes, 2 to 31. <value>Default: 10.</value></param>
    /// <returns>The dataset, 3×32×32, pixels in [0, 1], to be disposed by the caller.</returns>
    /// <exception cref="ArgumentException">A list of files, or a path in it, is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="classes"/> is not between 2 and 31.</exception>
    /// <exception cref="FileNotFoundException">A file does not exist.</exception>
    /// <exception cref="InvalidDataException">A file is empty or damaged, of the wrong kind, or holds a label out of range.</exception>
    public static ImageDataset FromCifar(
        string name, IReadOnlyList<string> trainFiles, IReadOnlyList<string> testFiles, int classes = 10) =>
        Own(
            CifarReader.ReadFiles(trainFiles, classes),
            train => Own(
                CifarReader.ReadFiles(testFiles, classes),
                test => new ImageDataset(name, train, test)));

    /// <summary>The first images of both parts, for a quick look; a validation part is kept whole. Pixels are shared, not copied.</summary>
    /// <param name="train">How many training images, 1 to what there are.</param>
    /// <param name="test">How many test images, 1 to what there are.</param>
    /// <returns>A new dataset, to be disposed by the caller.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A part has fewer images than asked for.</exception>
    public ImageDataset Take(int train, int test) =>
        Own(
            Train.Take(train),
            first => Own(
                Test.Take(test),
                second => Joined(first, second, Validation?.Take(Validation.Count))));

    /// <summary>Says what the classes are called. Pixels are shared, not copied.</summary>
    /// <param name="names">A name for each class, in the order of the labels; no two the same.</param>
    /// <returns>A new dataset, to be disposed by the caller.</returns>
    /// <exception cref="ArgumentException">There are fewer names or more than classes, one is empty, or two are the same.</exception>
    public ImageDataset WithClassNames(params IReadOnlyList<string> names)
    {
        IReadOnlyList<string> checkedNames = Data.ClassNames.Of(names, Classes, nameof(names));
        return Own(
            Train.Take(Train.Count),
            train => Own(
                Test.Take(Test.Count),
                test => new ImageDataset(Name, train, test, Validation?.Take(Validation.Count), checkedNames) { ImageFit = ImageFit }));
    }

    /// <summary>
    /// The images of some classes, of every part; the number of classes stays, so that a network can learn one half after the other.
    /// </summary>
    /// <param name="labels">The classes to keep.</param>
    /// <returns>A new dataset, to be disposed by the caller.</returns>
    /// <exception cref="ArgumentException">A part has no image of these classes.</exception>
    public ImageDataset OfClasses(params long[] labels) =>
        Own(
            Train.OfClasses(labels),
            train => Own(
                Test.OfClasses(labels),
                test => Joined(train, test, Validation?.OfClasses(labels))));

    /// <summary>Splits a validation part off the training images, every class by its share; the test part stays as it is.</summary>
    /// <param name="count">Number of validation images, 1 to the training images − 1.</param>
    /// <param name="seed">Decides which images; the same seed gives the same split.</param>
    /// <returns>A new dataset, to be disposed by the caller, whose <see cref="Train"/> is what is left.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The count leaves the training or the validation part empty.</exception>
    /// <exception cref="InvalidOperationException">There is a validation part already.</exception>
    /// <remarks>
    /// Split before <see cref="Standardise()"/>: a dataset that is standardised keeps the mean and deviation of all its
    /// training pixels, those of the part too.
    /// </remarks>
    /// <seealso cref="LabelledImages.SplitStratified"/>
    public ImageDataset WithValidation(int count, long seed)
    {
        if (Validation is not null)
            throw new InvalidOperationException(
                $"Dataset '{Name}' has a validation part of {Validation.Count} images already. Split the dataset that it was made from.");
        (LabelledImages rest, LabelledImages part) = Train.SplitStratified(count, seed);
        return Own(rest, train => Own(
            part, validation => Own(Test.Take(Test.Count), test => Joined(train, test, validation))));
    }

    /// <summary>Disposes all parts.</summary>
    public void Dispose()
    {
        Train.Dispose();
        Test.Dispose();
        Validation?.Dispose();
    }

    /// <summary>Hands a part on, and frees it should the next step fail.</summary>
    internal static ImageDataset Own(LabelledImages part, Func<LabelledImages, ImageDataset> next)
    {
        try
        {
            return next(part);
        }
        catch
        {
            part.Dispose();
            throw;
        }
    }

    /// <summary>Other parts of what this dataset is.</summary>
    private ImageDataset Joined(LabelledImages train, LabelledImages test, LabelledImages? validation) =>
        new(Name, train, test, validation, ClassNames) { ImageFit = ImageFit };

    private static string Describe(LabelledImages part) => part.Standardisation?.ToString() ?? "nothing";
}
