namespace ForwardForward.Data;

/// <summary>The datasets that come by name. All methods are thread-safe; every dataset returned is the caller's to dispose.</summary>
/// <remarks>
/// The library looks for public datasets in these places, and uses the first that has them: 1. the folder that you give; 2. below the
/// environment variable <c>FORWARDFORWARD_DATA</c>, the folder with the dataset's name; 3. the user's cache (on Linux
/// <c>~/.local/share/ForwardForward/datasets</c>, on Windows <c>%LOCALAPPDATA%\ForwardForward\datasets</c>); 4. the folder where an
/// operating system's package installs them. Otherwise it downloads them into the cache. In every case the SHA-256 of their uncompressed
/// content must be that of the original.
/// </remarks>
public static class ImageDatasets
{
    /// <summary>MNIST: 60,000 training and 10,000 test images of handwritten digits, 1×28×28, pixels in [0, 1], 10 classes.</summary>
    /// <param name="options">
    /// Folder, number of images, progress and cancellation; null to look in the places above for the dataset <c>mnist</c>, and download it
    /// where it is in none of them.
    /// </param>
    /// <returns>The dataset, to be disposed by the caller.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The options ask for more images than there are.</exception>
    /// <exception cref="DirectoryNotFoundException">
    /// The folder given, or the one that <c>FORWARDFORWARD_DATA</c> names, does not exist.
    /// </exception>
    /// <exception cref="FileNotFoundException">
    /// The folder given, or the one below <c>FORWARDFORWARD_DATA</c>, lacks files; or that variable names the dataset's own folder.
    /// </exception>
    /// <exception cref="InvalidDataException">A file on this machine is damaged or not the original.</exception>
    /// <exception cref="HttpRequestException">No mirror gave the right file; the message says where to put the files by hand.</exception>
    /// <exception cref="IOException">The cache cannot be made; the message says what else there is.</exception>
    /// <exception cref="OperationCanceledException"><see cref="DatasetOptions.Cancellation"/> was cancelled.</exception>
    public static Task<ImageDataset> MnistAsync(DatasetOptions? options = null) => LoadAsync(DatasetCatalog.Mnist, options);

    /// <summary>
    /// Fashion-MNIST: 60,000 training and 10,000 test images of garments, 1×28×28, pixels in [0, 1], 10 classes. Debian's package
    /// <c>dataset-fashion-mnist</c> is found too.
    /// </summary>
    /// <param name="options">
    /// Folder, number of images, progress and cancellation; null to look in the places above for the dataset <c>fashion-mnist</c>, and
    /// download it where it is in none of them.
    /// </param>
    /// <returns>The dataset, to be disposed by the caller.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The options ask for more images than there are.</exception>
    /// <exception cref="DirectoryNotFoundException">
    /// The folder given, or the one that <c>FORWARDFORWARD_DATA</c> names, does not exist.
    /// </exception>
    /// <exception cref="FileNotFoundException">
    /// The folder given, or the one below <c>FORWARDFORWARD_DATA</c>, lacks files; or that variable names the dataset's own folder.
    /// </exception>
    /// <exception cref="InvalidDataException">A file on this machine is damaged or not the original.</exception>
    /// <exception cref="HttpRequestException">No mirror gave the right file; the message says where to put the files by hand.</exception>
    /// <exception cref="IOException">The cache cannot be made; the message says what else there is.</exception>
    /// <exception cref="OperationCanceledException"><see cref="DatasetOptions.Cancellation"/> was cancelled.</exception>
    public static Task<ImageDataset> FashionMnistAsync(DatasetOptions? options = null) => LoadAsync(DatasetCatalog.FashionMnist, options);

    /// <summary>
    /// Digits that the library draws itself, for work without any file: strokes of a shaky pen, deformed, blurred, with noise. 1×28×28,
    /// pixels in [0, 1], 10 classes with equally many images each, in random order. The same seed gives the same images, on any machine
    /// and any number of threads; the training and the test part share no random number.
    /// </summary>
    /// <param name="options">Seed, number of images and cancellation; null for 12,000 training and 2,000 test images of seed 0.</param>
    /// <returns>The dataset <c>synthetic-digits</c>, to be disposed by the caller.</returns>
    /// <exception cref="OperationCanceledException"><see cref="DatasetOptions.Cancellation"/> was cancelled.</exception>
    public static ImageDataset SyntheticDigits(DatasetOptions? options = null) =>
        SyntheticPart.Dataset("synthetic-digits", new DigitArtist(), options ?? new DatasetOptions());

    /// <summary>
    /// Garments drawn by the library itself, in the ten classes of Fashion-MNIST and in its order: T-shirt, trouser, pullover, dress, coat,
    /// sandal, shirt, sneaker, bag, ankle boot. What <see cref="SyntheticDigits"/> says of seeds and parts holds here too.
    /// </summary>
    /// <param name="options">Seed, number of images and cancellation; null for 12,000 training and 2,000 test images of seed 0.</param>
    /// <returns>The dataset <c>synthetic-garments</c>, to be disposed by the caller.</returns>
    /// <exception cref="OperationCanceledException"><see cref="DatasetOptions.Cancellation"/> was cancelled.</exception>
    public static ImageDataset SyntheticGarments(DatasetOptions? options = null) =>
        SyntheticPart.Dataset("synthetic-garments", new GarmentArtist(), options ?? new DatasetOptions(), DatasetCatalog.Garments);

    /// <summary>Your own images: a folder with a folder for each class, or a .zip file of such a folder, which stays packed.</summary>
    /// <remarks>
    /// <para>
    /// PNG, JPEG (progressive and CMYK too), BMP and GIF files, of an animation the first picture. Their folder is their class,
    /// however deep they lie in it. Where there is a folder <c>train</c>, the classes are its folders, and those of <c>test</c> and
    /// <c>val</c> (or <c>validation</c>) beside it; without <c>test</c> every class gives <see cref="ImageFolderOptions.TestFraction"/> of
    /// its training images. Classes are numbered by the ordinal order of their names, on every system. Images stand in turn: the first
    /// one of every class by the ordinal order of paths, then the second one of every class. So the first few images are of all classes.
    /// </para>
    /// <para>
    /// Images are turned upright as their Exif data say, what is transparent is laid over white, and each gets the shape of the options:
    /// where it becomes smaller, pixels are averaged. They are kept as bytes, which networks read as value / 255.
    /// As many threads as libtorch has decode at once; beside the result there is only what these are decoding.
    /// </para>
    /// <para>
    /// Files whose names begin with a dot, and those that systems add by themselves (<c>Thumbs.db</c>, <c>__MACOSX</c>), do not count.
    /// Every other file in the folder of a class must be an image. Files that are no images, or damaged ones, cause one error that names
    /// all of them, or are left out (<see cref="ImageFolderOptions.SkipUnreadable"/>). Links to files are followed, and links to folders
    /// refused.
    /// </para>
    /// </remarks>
    /// <param name="path">The folder or the .zip file.</param>
    /// <param name="options">Shape, fit, split, progress and cancellation; null for colour images of 32×32.</param>
    /// <returns>
    /// The dataset, called as the folder is, with <see cref="ImageDataset.ClassNames"/>, to be disposed by the caller.
    /// </returns>
    /// <exception cref="DirectoryNotFoundException">There is neither a folder nor a file.</exception>
    /// <exception cref="InvalidDataException">
    /// The folders are no classes, or fewer than two. A class has no image in some part. A file is no zip archive. Or files cannot be
    /// read: the message names each of them with the reason.
    /// </exception>
    /// <exception cref="IOException">A folder cannot be listed, or is a link; or the archive cannot be read.</exception>
    /// <exception cref="OperationCanceledException"><see cref="ImageFolderOptions.Cancellation"/> was cancelled.</exception>
    public static ImageDataset FromFolder(string path, ImageFolderOptions? options = null) =>
        ImageFolder.Read(path, options ?? new ImageFolderOptions());

    private static async Task<ImageDataset> LoadAsync(DatasetDescription dataset, DatasetOptions? options)
    {
        options ??= new DatasetOptions();
        ImageDataset whole = await DatasetSource.OfThisUser().LoadAsync(dataset, options).ConfigureAwait(false);
        if (options.Train is null && options.Test is null)
            return whole;
        using (whole)
            return whole.Take(options.Train ?? whole.Train.Count, options.Test ?? whole.Test.Count);
    }
}
