using System.Reflection;
using System.Text;
using ForwardForward.Runtime;

namespace ForwardForward.Experiments;

/// <summary>
/// The results of a run of a study, with where, when and how they were measured. This is the content of
/// <c>&lt;study&gt;-&lt;preset&gt;.json</c>.
/// </summary>
/// <remarks>
/// The JSON is described by <c>docs/record.schema.json</c> of the repository. Every record that can be written can be read.
/// </remarks>
public sealed class StudyRecord
{
    /// <summary>The name, such as <c>negative-strategies</c>.</summary>
    public required string Study { get; init; }

    /// <summary>The preset, such as <c>quick</c>, <c>controlled</c> or <c>faithful</c>.</summary>
    public required string Preset { get; init; }

    /// <summary>The dataset, such as <c>mnist</c>.</summary>
    public required string Dataset { get; init; }

    /// <summary>The version of the library.</summary>
    /// <value>The default is <see cref="LibraryVersion"/>, that of the library that runs.</value>
    public string Library { get; init; } = LibraryVersion;

    /// <summary>
    /// The commit of the code that ran, which the program has to find and give: the library starts no <c>git</c>. <c>-dirty</c> behind it
    /// says that files had been changed since.
    /// </summary>
    /// <value>The default is <c>unknown</c>.</value>
    public string Commit { get; init; } = "unknown";

    /// <summary>The device, such as <c>cpu</c> or <c>cuda</c>.</summary>
    public required string Device { get; init; }

    /// <summary>The number of threads of one operation, at least 1.</summary>
    public required int Threads { get; init => field = Require.AtLeast(1, value, nameof(Threads)); }

    /// <summary>When the run began, in UTC.</summary>
    public required DateTime Started { get; init; }

    /// <summary>How long the whole run took, at least 0.</summary>
    public required double Seconds { get; init => field = Require.NotNegative(value, nameof(Seconds)); }

    /// <summary>The results.</summary>
    public required IReadOnlyList<StudyRow> Rows { get; init => field = Require.NotNull(value, nameof(Rows)); }

    /// <summary>The version of the library that runs, such as <c>0.1.0</c>, without its commit.</summary>
    public static string LibraryVersion { get; } =
        typeof(FFNetwork).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]
            ?? "unknown";

    /// <summary>Reads a record from a file and checks all of it.</summary>
    /// <param name="path">The file, at most 64 MiB.</param>
    /// <returns>The record.</returns>
    /// <exception cref="StudyRecordException">The file is not a record; the message says where and what was expected.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static StudyRecord Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using FileStream stream = RegularFile.OpenToRead(path);
        return Read(stream, $"'{path}'");
    }

    /// <summary>Reads a record from a stream, to its end, and checks all of it.</summary>
    /// <param name="stream">A readable stream of at most 64 MiB, UTF-8 without a byte order mark. It is left open.</param>
    /// <param name="name">What errors call the stream. <value>Default: <c>the stream</c>.</value></param>
    /// <returns>The record.</returns>
    /// <exception cref="StudyRecordException">The stream does not hold a record; the message says where and what was expected.</exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public static StudyRecord Read(Stream stream, string name = "the stream")
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(name);
        return StudyRecordReader.Read(stream, name);
    }

    /// <summary>Writes the record as JSON.</summary>
    /// <returns>Indented JSON, which <see cref="Read(Stream, string)"/> takes.</returns>
    /// <exception cref="StudyRecordException">
    /// A part has no place in a record: an empty name, a time that is not UTC, settings that are not finite numbers, texts, lists and
    /// objects.
    /// </exception>
    public string ToJson() => Encoding.UTF8.GetString(Write());

    /// <summary>Writes the record to a file, which appears whole or not at all. One that is there is replaced.</summary>
    /// <param name="path">The file, in a folder that exists.</param>
    /// <exception cref="StudyRecordException">A part has no place in a record, as for <see cref="ToJson"/>.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        byte[] json = Write();
        AtomicFile.Write(path, stream => stream.Write(json));
    }

    private byte[] Write()
    {
        byte[] json = StudyRecordWriter.Write(this);
        StudyRecordReader.Read(json, StudyRecordWriter.Source);
        return json;
    }
}
