using System.Text;
using ForwardForward.Studies;

namespace ForwardForward.Tests.Studies;

public sealed class StudyRecordFuzzTests
{
    private static readonly string[] Parts =
        ["null", "true", "0", "-1", "1e999", "1e-400", "\"\"", "\"\\ud800\"", "\\u0000", "{", "}", "[", "]", "[]", "{}", ",", ":", "\"n\":3,", "\"settings\":{},", "//", "\u00e9"];

    // Broken at random, in ways that a seed repeats: a record is read or refused, and whatever is read the schema takes too.
    [Fact]
    public void Read_TwoThousandBrokenRecords_AreReadOrRefusedInTheDocumentedWay()
    {
        Random random = new(1);
        byte[] whole = Encoding.UTF8.GetBytes(TrialRecord.Line);
        int read = 0, refused = 0;

        for (int trial = 0; trial < 2_000; trial++)
        {
            List<byte> json = [.. whole];
            for (int change = random.Next(1, 4); change > 0; change--)
                Break(json, random);
            byte[] broken = [.. json];
            try
            {
                string again = StudyRecord.Read(new MemoryStream(broken)).ToJson();
                RecordSchema.FindProblems(Encoding.UTF8.GetString(broken)).Should().BeEmpty("the reader takes trial {0}", trial);
                RecordSchema.FindProblems(again).Should().BeEmpty();
                read++;
            }
            catch (StudyRecordException)
            {
                refused++;
            }
        }

        read.Should().BeGreaterThan(20, "some changes do no harm");
        refused.Should().BeGreaterThan(1_000, "most do");
    }

    private static void Break(List<byte> json, Random random)
    {
        int at = random.Next(json.Count);
        int length = Math.Min(random.Next(1, 12), json.Count - at);
        switch (random.Next(5))
        {
            case 0:
                json[at] = (byte)random.Next(256);
                break;
            case 1:
                json[at] ^= (byte)(1 << random.Next(8));
                break;
            case 2:
                json.RemoveRange(at, length);
                break;
            case 3:
                json.InsertRange(random.Next(json.Count), json.GetRange(at, length));
                break;
            default:
                json.InsertRange(at, Encoding.UTF8.GetBytes(Parts[random.Next(Parts.Length)]));
                break;
        }
    }
}
