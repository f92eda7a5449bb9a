namespace ForwardForward.Data;

/// <summary>The datasets that come by name. All methods are thread-safe; every dataset returned is the caller's to dispose.</summary>
/// <remarks>
/// Public datasets are looked for in this order, and the first place that has them is used: the folder given; the folder of the dataset's
/// name below the environment variable <c>FORWARDFORWARD_DATA</c>, if there is one; the user's cache (on Linux
/// <c>~/.local/share/ForwardForward/datasets</c>, on Windows <c>%LOCALAPPDATA%\ForwardForward\datasets</c>); where an operating system's
/// package installs them. Otherwise they are downloaded into the cache. Wherever they come from, the SHA-256 of their uncompressed content
/// must be that of the original.
/// </remarks>
public static class ImageDatasets
{
    /// <summary>MNIST: 60,000 training and 10,000 test images of handwritten digits, 1×28×28, pixels in [0, 1], 10 classes.</summary>
    /// <param name="folder">
    /// A folder that holds the four IDX files, each uncompressed or with <c>.gz</c>. <value>Default: null, look in the places above
    /// (the dataset's name is <c>mnist</c>).</value>
    /// </param>
    /// <param name="progress">Told how a download advances. <value>Default: null.</value></param>
    /// <param name="cancellationToken">Stops the download or the reading; nothing half done stays on disk.</param>
    /// <returns>The dataset, to be disposed by the caller.</returns>
    /// <exception cref="DirectoryNotFoundException">The folder given does not exist.</exception>
    /// <exception cref="FileNotFoundException">The folder given, or the one below <c>FORWARDFORWARD_DATA</c>, lacks files.</exception>
    /// <exception cref="InvalidDataException">A file on this machine is damaged or not the original.</exception>
    /// <exception cref="HttpRequestException">No mirror gave the right file; the message says where to put the files by hand.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static Task<ImageDataset> MnistAsync(
        string? folder = null, IProgress<DownloadProgress>? progress = null, CancellationToken cancellationToken = default) =>
        DatasetSource.OfThisUser().LoadAsync(DatasetCatalog.Mnist, folder, progress, cancellationToken);

    /// <summary>
    /// Fashion-MNIST: 60,000 training and 10,000 test images of garments, 1×28×28, pixels in [0, 1], 10 classes. Debian's package
    /// <c>dataset-fashion-mnist</c> is found too.
    /// </summary>
    /// <param name="folder">
    /// A folder that holds the four IDX files, each uncompressed or with <c>.gz</c>. <value>Default: null, look in the places above
    /// (the dataset's name is <c>fashion-mnist</c>).</value>
    /// </param>
    /// <param name="progress">Told how a download advances. <value>Default: null.</value></param>
    /// <param name="cancellationToken">Stops the download or the reading; nothing half done stays on disk.</param>
    /// <returns>The dataset, to be disposed by the caller.</returns>
    /// <exception cref="DirectoryNotFoundException">The folder given does not exist.</exception>
    /// <exception cref="FileNotFoundException">The folder given, or the one below <c>FORWARDFORWARD_DATA</c>, lacks files.</exception>
    /// <exception cref="InvalidDataException">A file on this machine is damaged or not the original.</exception>
    /// <exception cref="HttpRequestException">No mirror gave the right file; the message says where to put the files by hand.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static Task<ImageDataset> FashionMnistAsync(
        string? folder = null, IProgress<DownloadProgress>? progress = null, CancellationToken cancellationToken = default) =>
        DatasetSource.OfThisUser().LoadAsync(DatasetCatalog.FashionMnist, folder, progress, cancellationToken);

    /// <summary>
    /// Digits drawn by the library itself, for work without any file: strokes of a shaky pen, deformed, blurred, with noise; 1×28×28,
    /// pixels in [0, 1], 10 classes, equally many images each, in random order. The same seed gives the same images, on any machine and any
    /// number of threads; the training and the test part share no random number.
    /// </summary>
    /// <param name="seed">Any number. <value>Default: 0.</value></param>
    /// <param name="train">Number of training images, at least 1. <value>Default: 12,000.</value></param>
    /// <param name="test">Number of test images, at least 1. <value>Default: 2,000.</value></param>
    /// <returns>The dataset <c>synthetic-digits</c>, to be disposed by the caller.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number of images is below 1.</exception>
    public static ImageDataset SyntheticDigits(long seed = 0, int train = 12_000, int test = 2_000) =>
        SyntheticPart.Dataset("synthetic-digits", new DigitArtist(), seed, train, test);

    /// <summary>
    /// Garments drawn by the library itself, in the ten classes of Fashion-MNIST and in its order: T-shirt, trouser, pullover, dress, coat,
    /// sandal, shirt, sneaker, bag, ankle boot. What <see cref="SyntheticDigits"/> says of seeds and parts holds here too.
    /// </summary>
    /// <param name="seed">Any number. <value>Default: 0.</value></param>
    /// <param name="train">Number of training images, at least 1. <value>Default: 12,000.</value></param>
    /// <param name="test">Number of test images, at least 1. <value>Default: 2,000.</value></param>
    /// <returns>The dataset <c>synthetic-garments</c>, to be disposed by the caller.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number of images is below 1.</exception>
    public static ImageDataset SyntheticGarments(long seed = 0, int train = 12_000, int test = 2_000) =>
        SyntheticPart.Dataset("synthetic-garments", new GarmentArtist(), seed, train, test);
}
