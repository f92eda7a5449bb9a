using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Data;

/// <summary>Makes a dataset of a folder of images.</summary>
internal static class ImageFolder
{
    public static ImageDataset Read(string path, ImageFolderOptions options)
    {
        using IFileTree tree = FileTree.Open(path);
        FolderLayout layout = FolderLayout.Of(tree.Paths, path);
        if (layout.Test is null)
            layout = Split(layout, options, path);
        TorchRuntime.EnsureLoaded();
        using DisposeScope scope = NewDisposeScope();
        ImagePartReader reader = new(tree, options, layout);
        Tensor train = reader.Read(layout.Train), test = reader.Read(layout.Test!);
        Tensor? validation = layout.Validation is { } images ? reader.Read(images) : null;
        UnreadableFile[] unreadable = [.. reader.Unreadable.OrderBy(file => file.Path, StringComparer.Ordinal)];
        if (unreadable.Length > 0 && !options.SkipUnreadable)
            throw new InvalidDataException(
                $"{unreadable.Length} of the {reader.Total} files in {path} cannot be read. Mend or remove them, or set "
                    + $"{nameof(ImageFolderOptions)}.{nameof(ImageFolderOptions.SkipUnreadable)}.\n"
                    + string.Join('\n', unreadable.Select(file => $"{file}")));

        HashSet<string> skipped = new(unreadable.Select(file => file.Path), StringComparer.Ordinal);
        return ImageDataset.Own(
            Label(train, layout.Train),
            ofTrain => ImageDataset.Own(
                Label(test, layout.Test!),
                ofTest => new ImageDataset(
                    NameOf(path), ofTrain, ofTest, validation is null ? null : Label(validation, layout.Validation!), layout.Classes)
                {
                    ImageFit = options.Fit,
                }));

        LabelledImages Label(Tensor pixels, LabelledPath[] part)
        {
            LabelledPath[] kept = [.. part.Where(image => !skipped.Contains(image.Path))];
            if (kept.Length < part.Length)
            {
                FolderLayout.ExpectEveryClass(kept, layout.Classes, $"{path}, without the files that cannot be read,");
                long[] rows = [.. part.Index().Where(image => !skipped.Contains(image.Item.Path)).Select(image => (long)image.Index)];
                pixels = pixels.index_select(0, TensorCreation.CopyOf(rows));
            }
            return new LabelledImages(
                pixels, TensorCreation.CopyOf([.. kept.Select(image => (long)image.Label)]), layout.Classes.Length);
        }
    }

    private static FolderLayout Split(FolderLayout layout, ImageFolderOptions options, string path)
    {
        LabelledPath[] all = layout.Train;
        int[] single = [.. all.CountBy(image => image.Label).Where(label => label.Value == 1).Select(label => label.Key)];
        if (single.Length > 0)
            throw new InvalidDataException(
                $"{path} has one image alone of the class '{layout.Classes[single[0]]}'. At least two are needed, one to learn from and "
                    + "one to test on: add some, or take the class away.");
        (long[] kept, long[] part) = StratifiedSplit.DivideInAll(
            [.. all.Select(image => (long)image.Label)], layout.Classes.Length, options.TestFraction, options.Seed);
        return layout with
        {
            Train = FolderLayout.InTurn(kept.Select(index => all[index])),
            Test = FolderLayout.InTurn(part.Select(index => all[index])),
        };
    }

    private static string NameOf(string path)
    {
        string full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        string name = File.Exists(full) ? Path.GetFileNameWithoutExtension(full) : Path.GetFileName(full);
        return string.IsNullOrWhiteSpace(name) ? $"'{full}'" : name;
    }
}
