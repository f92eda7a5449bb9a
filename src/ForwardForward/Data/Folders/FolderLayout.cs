namespace ForwardForward.Data;

/// <summary>What the names of folders and files say of images: classes and parts.</summary>
/// <param name="Classes">The names of the classes, in ordinal order.</param>
/// <param name="Train">
/// The training images, of all classes in turn (<see cref="InTurn"/>): so the first few images are of all classes.
/// </param>
/// <param name="Test">The test images, likewise; null where no folder says which they are.</param>
/// <param name="Validation">The validation images, likewise; null where there is no folder of them.</param>
/// <param name="Strangers">Files that stand where images do, and are none by their name; and images that stand in no class.</param>
internal sealed record FolderLayout(
    string[] Classes, LabelledPath[] Train, LabelledPath[]? Test, LabelledPath[]? Validation, UnreadableFile[] Strangers)
{
    private const int MostNamed = 20;

    private const string Advice =
        "Make a folder for each class, with its images in it; or the folders train and test (and val, if you like), with a folder for each "
        + "class in each.";

    private static readonly string[] TrainNames = ["train", "training"], TestNames = ["test", "testing"],
        ValidationNames = ["val", "valid", "validation"];

    /// <param name="paths">Files, and folders with <c>/</c> at the end, in any order.</param>
    /// <param name="source">What messages call the whole.</param>
    /// <exception cref="InvalidDataException">The folders are no classes.</exception>
    public static FolderLayout Of(IEnumerable<string> paths, string source)
    {
        FolderEntry[] entries = [.. paths.Select(FolderEntry.Of)];
        int depth = FindRoot(entries);
        string[] folders = FoldersAt(entries, depth);
        bool hasParts = ExpectWholeParts(folders, source);
        int classDepth = hasParts ? depth + 1 : depth;
        string[] classes = FoldersAt(entries, classDepth);
        if (!hasParts)
            ExpectImagesInClasses(entries, classes, depth, source);
        if (Array.Exists(classes, string.IsNullOrWhiteSpace))
            throw new InvalidDataException($"{source} has a folder of images without a name that can be read. Give every class a name.");
        if (classes.Length < 2)
            throw new InvalidDataException(
                $"{source} has {(classes.Length == 0 ? "no folders of images" : $"only one class, '{classes[0]}'")}. {Advice}");
        UnreadableFile[] strangers =
        [
            .. from entry in entries
               where entry.Names.Length > depth && !entry.IsFolder
               let hasClass = entry.FolderAt(classDepth) is not null
               where hasClass != entry.IsImage
               select new UnreadableFile(
                   entry.Path,
                   hasClass ? "is no PNG, JPEG, BMP or GIF file by its name." : "stands in the folder of no class."),
        ];
        return hasParts
            ? new FolderLayout(classes, PartOf(TrainNames)!, PartOf(TestNames), PartOf(ValidationNames), strangers)
            : new FolderLayout(classes, ImagesOf(entries, classes, classDepth, source), null, null, strangers);

        LabelledPath[]? PartOf(string[] names) => Array.Find(folders, folder => IsOneOf(folder, names)) is { } part
            ? ImagesOf(
                [.. entries.Where(entry => string.Equals(entry.FolderAt(depth), part, StringComparison.Ordinal))], classes, classDepth,
                $"{source}, in its folder '{part}',")
            : null;
    }

    /// <summary>Two folders or more that are the same part; none where each part has one at most.</summary>
    private static string[] FindTwice(string[] folders) =>
        new[] { TrainNames, TestNames, ValidationNames }
            .Select(names => folders.Where(folder => IsOneOf(folder, names)).ToArray())
            .FirstOrDefault(parts => parts.Length > 1) ?? [];

    /// <summary>The depth of the folder that holds classes or parts: archives often have one folder around everything.</summary>
    private static int FindRoot(FolderEntry[] entries)
    {
        int depth = 0;
        while (FoldersAt(entries, depth).Length == 1 && FoldersAt(entries, depth + 1).Length > 0
            && !entries.Any(entry => entry.IsImage && entry.Names.Length == depth + 1))
            depth++;
        return depth;
    }

    private static LabelledPath[] ImagesOf(IReadOnlyList<FolderEntry> entries, string[] classes, int classDepth, string where)
    {
        Dictionary<string, int> labels = classes.Index().ToDictionary(named => named.Item, named => named.Index, StringComparer.Ordinal);
        LabelledPath[] images =
        [
            .. from entry in entries
               where entry.IsImage && entry.FolderAt(classDepth) is not null
               select new LabelledPath(entry.Path, labels[entry.FolderAt(classDepth)!]),
        ];
        ExpectEveryClass(images, classes, where, entries.FirstOrDefault(entry => !entry.IsFolder && !entry.IsImage)?.Path);
        return InTurn(images);
    }

    /// <summary>Of every class its first image by the ordinal order of paths, then of every class its second one, and so on.</summary>
    public static LabelledPath[] InTurn(IEnumerable<LabelledPath> images) =>
    [
        .. from ofClass in images.GroupBy(image => image.Label)
           from image in ofClass.OrderBy(image => image.Path, StringComparer.Ordinal).Index()
           orderby image.Index, image.Item.Label
           select image.Item,
    ];

    /// <summary>Whether the folders are parts, not classes.</summary>
    /// <exception cref="InvalidDataException">Some are, and some are not; or a part has two folders.</exception>
    private static bool ExpectWholeParts(string[] folders, string source)
    {
        string[] named = [.. folders.Where(folder => IsOneOf(folder, [.. TrainNames, .. TestNames, .. ValidationNames]))];
        if (named.Length == 0)
            return false;
        if (!named.Any(folder => IsOneOf(folder, TrainNames)))
            throw new InvalidDataException(
                $"{source} has a folder '{named[0]}', which is a part, and no folder 'train' beside it. {Advice} A class of that name "
                    + "needs another.");
        if (folders.Except(named, StringComparer.Ordinal).FirstOrDefault() is { } other)
            throw new InvalidDataException(
                $"{source} has a folder '{named.First(folder => IsOneOf(folder, TrainNames))}', and beside it '{other}', which is no part. "
                    + Advice);
        if (FindTwice(folders) is [var one, var another, ..])
            throw new InvalidDataException(
                $"{source} has the folders '{one}' and '{another}', which are the same part. Put the images of both into one of them.");
        return true;
    }

    /// <exception cref="InvalidDataException">The classes hold the same folders each, and no image beside them.</exception>
    private static void ExpectImagesInClasses(FolderEntry[] entries, string[] classes, int depth, string source)
    {
        if (classes.Length < 2 || entries.Any(entry => entry.IsImage && entry.Names.Length == depth + 2))
            return;
        string[][] inside = [.. classes.Select(name =>
            FoldersAt([.. entries.Where(entry => string.Equals(entry.FolderAt(depth), name, StringComparison.Ordinal))], depth + 1))];
        if (inside[0].Length > 1 && inside.All(names => names.SequenceEqual(inside[0], StringComparer.Ordinal)))
            throw new InvalidDataException(
                $"{source} has the folders '{classes[0]}' and '{classes[1]}', which hold no images but the same folders, such as "
                    + $"'{inside[0][0]}': which are the classes? {Advice}");
    }

    /// <param name="images">The images that there are.</param>
    /// <param name="classes">The names of the classes.</param>
    /// <param name="where">What has them, the subject of a sentence.</param>
    /// <param name="stranger">A file that is no image by its name; null where there is none.</param>
    /// <exception cref="InvalidDataException">A class has no image.</exception>
    public static void ExpectEveryClass(IEnumerable<LabelledPath> images, string[] classes, string where, string? stranger = null)
    {
        HashSet<int> present = [.. images.Select(image => image.Label)];
        string[] empty = [.. classes.Where((_, label) => !present.Contains(label)).Select(name => $"'{name}'")];
        if (empty.Length == 0)
            return;
        string more = empty.Length > MostNamed ? $" and {empty.Length - MostNamed} more" : string.Empty;
        throw new InvalidDataException(
            $"{where} has no image of the {(empty.Length == 1 ? "class" : "classes")} {string.Join(", ", empty.Take(MostNamed))}{more}. "
                + "Every class needs images in every part that there is: add some, or take the class away."
                + (stranger is null ? string.Empty : $" PNG, JPEG, BMP and GIF files are read, and not such as {stranger}: convert them."));
    }

    private static string[] FoldersAt(FolderEntry[] entries, int depth) =>
        [.. entries.Select(entry => entry.FolderAt(depth)).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static bool IsOneOf(string name, string[] names) => names.Contains(name, StringComparer.OrdinalIgnoreCase);
}
