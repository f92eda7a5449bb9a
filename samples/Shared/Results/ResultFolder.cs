using System.Text;
using ForwardForward.Experiments;

namespace ForwardForward.Samples;

/// <summary>Where a run leaves its record and its figure. A file appears whole or not at all.</summary>
public sealed class ResultFolder
{
    private readonly string _folder;
    private readonly string _name;

    /// <summary>Makes the folder where it is missing, and tries to write to it: better now than after hours of training.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="name">The name of all files, without extension, such as <c>quickstart-quick</c>.</param>
    /// <exception cref="SampleException">The folder cannot be made or written to.</exception>
    public ResultFolder(string folder, string name)
    {
        _folder = folder;
        _name = name;
        try
        {
            Directory.CreateDirectory(_folder);
            string probe = Path.Combine(_folder, $".{Guid.NewGuid():N}.tmp");
            File.WriteAllBytes(probe, []);
            File.Delete(probe);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SampleException($"--out '{folder}' cannot be written to: {exception.Message}", exception);
        }
    }

    /// <summary>Where a study keeps what it has measured.</summary>
    internal string CellFolder => Path.Combine(_folder, ".cells");

    /// <summary>Writes <c>&lt;name&gt;.json</c> and <c>&lt;name&gt;.md</c>.</summary>
    /// <param name="record">The record.</param>
    /// <param name="verdicts">What became of the study's claims, for the Markdown. The default is none.</param>
    /// <returns>The paths of both.</returns>
    public IReadOnlyList<string> Save(StudyRecord record, IReadOnlyList<Verdict>? verdicts = null)
    {
        ArgumentNullException.ThrowIfNull(record);
        string json = Path.Combine(_folder, $"{_name}.json");
        record.Save(json);
        return [json, Write(".md", Encoding.UTF8.GetBytes(StudyText.ToMarkdown(record, verdicts ?? [])))];
    }

    /// <summary>Writes <c>&lt;name&gt;.png</c> and <c>&lt;name&gt;.svg</c>.</summary>
    /// <param name="figure">The figure.</param>
    /// <returns>The paths of both.</returns>
    public IReadOnlyList<string> Save(Figure figure)
    {
        ArgumentNullException.ThrowIfNull(figure);
        return [Write(".png", figure.ToPng()), Write(".svg", Encoding.UTF8.GetBytes(figure.ToSvg()))];
    }

    private string Write(string extension, byte[] content)
    {
        string path = Path.Combine(_folder, _name + extension);
        WholeFile.Write(path, content);
        return path;
    }
}
