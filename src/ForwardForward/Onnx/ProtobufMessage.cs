using System.Text;
using Google.Protobuf;

namespace ForwardForward;

/// <summary>A message of protocol buffers, the form of ONNX files, as pieces of bytes: large ones are kept and never copied.</summary>
internal sealed class ProtobufMessage
{
    private const int MostBytesOfANumber = 20; // Five of its tag and ten of itself.

    private readonly List<ReadOnlyMemory<byte>> _pieces = [];

    /// <summary>The number of bytes.</summary>
    public long Size { get; private set; }

    /// <summary>Adds a whole number.</summary>
    public ProtobufMessage Add(int field, long number)
    {
        byte[] piece = new byte[MostBytesOfANumber];
        using CodedOutputStream stream = new(piece);
        stream.WriteTag(field, WireFormat.WireType.Varint);
        stream.WriteInt64(number);
        return Append(piece.AsMemory(0, (int)stream.Position));
    }

    /// <summary>Adds a number with a fraction.</summary>
    public ProtobufMessage Add(int field, float number)
    {
        byte[] piece = new byte[MostBytesOfANumber];
        using CodedOutputStream stream = new(piece);
        stream.WriteTag(field, WireFormat.WireType.Fixed32);
        stream.WriteFloat(number);
        return Append(piece.AsMemory(0, (int)stream.Position));
    }

    /// <summary>Adds a text.</summary>
    public ProtobufMessage Add(int field, string text) => Add(field, Encoding.UTF8.GetBytes(text));

    /// <summary>Adds bytes, which must not change any more.</summary>
    public ProtobufMessage Add(int field, byte[] bytes) => AddLength(field, bytes.Length).Append(bytes);

    /// <summary>Adds a message, to which nothing may be added any more.</summary>
    /// <exception cref="InvalidOperationException">It has more bytes than the format allows.</exception>
    public ProtobufMessage Add(int field, ProtobufMessage message)
    {
        AddLength(field, message.Size);
        message._pieces.ForEach(piece => Append(piece));
        return this;
    }

    /// <summary>Writes the message.</summary>
    public void WriteTo(Stream stream)
    {
        foreach (ReadOnlyMemory<byte> piece in _pieces)
            stream.Write(piece.Span);
    }

    /// <exception cref="InvalidOperationException">A length is larger than the format allows.</exception>
    public static int CheckLength(long length) => length <= int.MaxValue
        ? (int)length
        : throw new InvalidOperationException(
            $"An ONNX file holds at most {int.MaxValue} bytes, and this network needs {length} and more. Use smaller layers, or Save.");

    private ProtobufMessage AddLength(int field, long length)
    {
        byte[] piece = new byte[MostBytesOfANumber];
        using CodedOutputStream stream = new(piece);
        stream.WriteTag(field, WireFormat.WireType.LengthDelimited);
        stream.WriteLength(CheckLength(length));
        return Append(piece.AsMemory(0, (int)stream.Position));
    }

    private ProtobufMessage Append(ReadOnlyMemory<byte> piece)
    {
        _pieces.Add(piece);
        Size += piece.Length;
        return this;
    }
}
