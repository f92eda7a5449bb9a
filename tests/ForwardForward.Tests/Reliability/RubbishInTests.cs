using System.Text;
using System.Text.Json.Nodes;
using ForwardForward.Data;
using ForwardForward.Experiments;
using ForwardForward.Tests.Data;
using ForwardForward.Tests.Data.Sources;
using ForwardForward.Tests.Experiments.Records;
using ForwardForward.Tests.Persistence;
using ForwardForward.Tests.Persistence.Safetensors;
using ForwardForward.Tests.Training.Checkpoints;
using TorchSharp;
using Xunit.Abstractions;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Reliability;

/// <summary>
/// Ten thousand damaged inputs of each format: read or refused with a documented exception, in no time, in no more memory than the input's
/// size explains, and nothing stays behind.
/// </summary>
public sealed class RubbishInTests(ITestOutputHelper output) : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly RubbishRun _rubbish = new(output);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Load_DamagedNetworks_EndAsDocumented()
    {
        string path = _folder.Below("network.safetensors");
        byte[][] networks = [.. SavedNetworks.Kinds.Values.Select(kind => Save(kind, path))];
        Mutations mutations = new(1);

        _rubbish.Run(index => Damage(networks[index % networks.Length], mutations), input =>
        {
            File.WriteAllBytes(path, input);
            using FFNetwork network = FFNetwork.Load(path);
            return network.Layers.SelectMany(layer => layer.Parameters)
                .Sum(parameter => parameter.Value.numel() * parameter.Value.ElementSize);
        }, nativeFactor: 1, typeof(InvalidDataException), typeof(FFConfigurationException));

        Trap.Created.Should().BeFalse("a file names types, and creates none that is not registered");
        _folder.Files.Should().Equal("network.safetensors");
    }

    [Fact]
    public void Read_DamagedTensors_EndAsDocumented()
    {
        string path = _folder.Below("tensors.safetensors");
        SafetensorsWriter.Write(
            path, [new("a", ones(3, 4)), new("b", zeros([2], int64)), new("c", ones([], bfloat16)), new("d", empty(0, 5))],
            new Dictionary<string, string>(StringComparer.Ordinal) { ["key"] = "text" });
        byte[] whole = File.ReadAllBytes(path);
        Mutations mutations = new(2);

        _rubbish.Run(_ => Damage(whole, mutations), input =>
        {
            File.WriteAllBytes(path, input);
            using SafetensorsReader reader = SafetensorsReader.Open(path);
            return reader.Entries.Sum(entry =>
            {
                using Tensor tensor = reader.Read(entry.Name);
                return tensor.numel() * tensor.ElementSize;
            });
        }, nativeFactor: 1, typeof(InvalidDataException));
    }

    [Fact]
    public void FromJson_DamagedDefinitions_EndAsDocumented()
    {
        string[] definitions = [.. SavedNetworks.Kinds.Values.Select(Define)];
        Mutations mutations = new(3);

        _rubbish.Run(index => DamageText(definitions[index % definitions.Length], mutations), input =>
        {
            FFNetworkDefinition definition = FFNetworkDefinition.FromJson(Encoding.UTF8.GetString(input));
            FFNetworkDefinition.FromJson(definition.ToJson()).ToJson().Should().Be(definition.ToJson());
            return 0;
        }, nativeFactor: 1, typeof(InvalidDataException), typeof(FFConfigurationException));

        Trap.Created.Should().BeFalse();
    }

    [Fact]
    public void Read_DamagedIdxFiles_EndAsDocumented()
    {
        byte[] images = IdxFiles.Images(5, 6, 7), labels = IdxFiles.Labels(0, 1, 2, 1);
        Mutations mutations = new(4);

        _rubbish.Run(index => Zip(index % 2 == 0 ? images : labels, mutations), input =>
        {
            using MemoryStream stream = new(input), again = new(input);
            bool isImages = input.Length > 40;
            using Tensor tensor = isImages ? IdxReader.ReadImages(stream) : IdxReader.ReadLabels(again, 3);
            return tensor.numel() * tensor.ElementSize;
            // Labels become int64, and a gzipped file may hold up to a thousand times its size.
        }, nativeFactor: 1_000, typeof(InvalidDataException));
    }

    [Fact]
    public void Read_DamagedCifarFiles_EndAsDocumented()
    {
        byte[] whole = CifarFiles.Records(3, 9);
        Mutations mutations = new(5);

        _rubbish.Run(_ => Zip(whole, mutations), input =>
        {
            using MemoryStream stream = new(input);
            using LabelledImages data = CifarReader.Read(stream, 10);
            return data.Images.numel() * data.Images.ElementSize;
        }, nativeFactor: 4_000, typeof(InvalidDataException));
    }

    [Fact]
    public void Fit_DamagedCheckpoints_EndAsDocumentedAndChangeNothing()
    {
        using LabelledImages data = SyntheticImages.Create(ShortRuns.Count);
        using FFNetwork network = SyntheticImages.Network().Build();
        TrainingOptions options = new() { Epochs = 1, BatchSize = 24, Checkpoint = new() { Folder = _folder.FullPath, Keep = 1 } };
        network.Fit(data, options);
        byte[] whole = File.ReadAllBytes(CheckpointFile.In(_folder.FullPath)[0].Path);
        Mutations mutations = new(7);

        _rubbish.Run(_ => DamageCheckpoint(whole, mutations), input =>
        {
            using DisposeScope scope = NewDisposeScope();
            ForgedCheckpoint.Replace(_folder.FullPath, input);
            string before = TrainedState.DigestOf(network, new TrainingResult([], 0));
            try
            {
                network.Fit(data, options).History.Should().ContainSingle();
            }
            catch (Exception cause) when (cause is InvalidDataException or InvalidOperationException)
            {
                TrainedState.DigestOf(network, new TrainingResult([], 0)).Should().Be(before);
                throw;
            }
            return 0;
        }, nativeFactor: 1, inputs: 300, typeof(InvalidDataException), typeof(InvalidOperationException));
    }

    [Fact]
    public void Read_DamagedStudyRecords_EndAsDocumentedAndTheSchemaAgrees()
    {
        Mutations mutations = new(6);

        _rubbish.Run(_ => DamageText(TrialRecord.Line, mutations), input =>
        {
            string again = StudyRecord.Read(new MemoryStream(input)).ToJson();
            RecordSchema.FindProblems(Encoding.UTF8.GetString(input)).Should().BeEmpty();
            RecordSchema.FindProblems(again).Should().BeEmpty();
            return 0;
        }, nativeFactor: 1, typeof(StudyRecordException));
    }

    /// <summary>
    /// Damages the bytes of a safetensors file, most of them in its header, or the header as JSON, or the definition in it.
    /// </summary>
    private static byte[] Damage(byte[] whole, Mutations mutations)
    {
        if (mutations.OnceIn(3))
            return mutations.Bytes(whole, mutations.OnceIn(4) ? sizeof(ulong) : 0);
        SafetensorsFile file = new(whole);
        JsonObject header = file.Header;
        if (header["__metadata__"]?["forwardforward.definition"] is { } definition && mutations.OnceIn(2))
        {
            header["__metadata__"]!["forwardforward.definition"] = Encoding.UTF8.GetString(DamageText((string)definition!, mutations));
            return SafetensorsFile.Compose(header.ToJsonString(), file.Data);
        }
        return SafetensorsFile.Compose(Encoding.UTF8.GetString(DamageText(header.ToJsonString(), mutations)), file.Data);
    }

    /// <summary>Damages a checkpoint in its header, its history, or the states of its generators.</summary>
    private static byte[] DamageCheckpoint(byte[] whole, Mutations mutations)
    {
        SafetensorsFile file = new(whole);
        JsonObject header = file.Header;
        if (mutations.OnceIn(3))
            return Damage(whole, mutations);
        if (mutations.OnceIn(2))
        {
            JsonNode metadata = header["__metadata__"]!;
            metadata[ForgedCheckpoint.History] =
                Encoding.UTF8.GetString(DamageText((string)metadata[ForgedCheckpoint.History]!, mutations));
            return SafetensorsFile.Compose(header.ToJsonString(), file.Data);
        }
        JsonNode state = header["generator.sampling"]!["data_offsets"]!;
        (int begin, int end) = ((int)state[0]!, (int)state[1]!);
        byte[] damaged = mutations.Bytes(file.Data[begin..end]);
        Array.Resize(ref damaged, end - begin);
        return SafetensorsFile.Compose(header.ToJsonString(), [.. file.Data[..begin], .. damaged, .. file.Data[end..]]);
    }

    private static byte[] DamageText(string whole, Mutations mutations) => mutations.OnceIn(2)
        ? mutations.Bytes(Encoding.UTF8.GetBytes(whole))
        : Encoding.UTF8.GetBytes(mutations.Json(whole));

    /// <summary>Damages a file, or gzips it before or after.</summary>
    private static byte[] Zip(byte[] whole, Mutations mutations) =>
        !mutations.OnceIn(3)
            ? mutations.Bytes(whole)
            : mutations.OnceIn(2) ? mutations.Bytes(IdxFiles.GZip(whole))
            : IdxFiles.GZip(mutations.Bytes(whole));

    private static byte[] Save(Func<FFNetworkBuilder> kind, string path)
    {
        using FFNetwork network = kind().Build();
        network.Save(path);
        return File.ReadAllBytes(path);
    }

    private static string Define(Func<FFNetworkBuilder> kind)
    {
        using FFNetwork network = kind().Build();
        return network.Definition.ToJson();
    }
}
