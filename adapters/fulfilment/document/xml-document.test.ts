/** What XML becomes, and what is refused before it is parsed. */
import { describe, expect, test } from 'vitest';
import { readXmlDocument } from './xml-document.ts';

const read = (text: string) => readXmlDocument(Buffer.from(text));

describe('XML', () => {
  test.each<[string, string, unknown]>([
    ['an element of text alone is the text, exactly', '<o><n>0019.990</n></o>', { o: { n: '0019.990' } }],
    ['white space at the ends is layout', '<o>\n  <n> a  b\n</n>\n</o>', { o: { n: 'a  b' } }],
    ['elements of one name are a list where there are several', '<o><i>1</i><i>2</i></o>', { o: { i: ['1', '2'] } }],
    ['an element that occurs once is one value', '<o><i>1</i></o>', { o: { i: '1' } }],
    [
      'attributes are @name, and text beside them is #text',
      '<o id="7"><p cur="EUR">1</p></o>',
      { o: { '@id': '7', p: { '@cur': 'EUR', '#text': '1' } } },
    ],
    [
      'the five entities and numeric references stand for their characters',
      '<o a="&quot;&#65;">&lt;&amp;&gt;&apos;&#x1F600;</o>',
      { o: { '@a': '"A', '#text': "<&>'\u{1f600}" } },
    ],
    ['what is escaped twice is decoded once', '<o>&amp;lt;</o>', { o: '&lt;' }],
    ['CDATA is text as it stands', '<o><![CDATA[<a>&amp;]]></o>', { o: '<a>&amp;' }],
    ['comments and instructions are nothing', '<?xml version="1.0"?><!-- < & --><o><?x y?>1</o>', { o: '1' }],
    ['a byte order mark is nothing', '\ufeff<o>1</o>', { o: '1' }],
    ['layout within tags is nothing', '<o\n  a = \'1\'\n  b:c="2/"\n><e  /></o >', { o: { '@a': '1', '@b:c': '2/', e: '' } }],
    ['an empty element is an empty text', '<o><e/><f></f></o>', { o: { e: '', f: '' } }],
    ['an angle bracket in an attribute ends nothing', '<o a=">"><b/></o>', { o: { '@a': '>', b: '' } }],
  ])('%s', (_what, text, document) => {
    expect(read(text)).toEqual({ document });
  });

  test.each([
    ['', 'the XML is not well-formed'],
    ['<o>', 'the XML is not well-formed'],
    ['<o></p>', 'the XML is not well-formed'],
    ['<o a="1" a="2"/>', 'the XML is not well-formed'],
    ['<o>a < b</o>', 'the XML is not well-formed'],
    ['<o><m ====/></o>', 'the XML is not well-formed'],
    ['<o><m a=1/></o>', 'the XML is not well-formed'],
    ['<o a="1"b="2"/>', 'the XML is not well-formed'],
    ['<o>]]></o>', 'the XML is not well-formed'],
    ['<!-- a -- b --><o/>', 'the XML is not well-formed'],
    ['<!--a---><o/>', 'the XML is not well-formed'],
    ['<o/>text', 'the XML is not well-formed'],
    ['<o/><![CDATA[text]]>', 'the XML is not well-formed'],
    ['<o/>&amp;', 'the XML is not well-formed'],
    ['<o></o><p/>', 'the XML has more than one root element'],
    ['<p/><o></o>', 'the XML has more than one root element'],
    ['<o/><p/>', 'the XML has more than one root element'],
    ['<o></o><!-- and --><p></p>', 'the XML has more than one root element'],
    ['<o>&eacute;</o>', 'the XML uses an entity other than the five that every XML has'],
    ['<o a="&x;"/>', 'the XML uses an entity other than the five that every XML has'],
    ['<o>a & b</o>', 'the XML uses an entity other than the five that every XML has'],
    ['<o>&#xD800;</o>', 'the XML holds a character that XML does not allow'],
    ['<o>&#1114112;</o>', 'the XML holds a character that XML does not allow'],
    ['<o><!ENTITY x "y"></o>', 'the XML has a document type or an entity declaration, which are not read'],
    ['<o><constructor/></o>', 'the XML has a name that could reach a prototype'],
  ])('%s is refused', (text, problem) => {
    expect(read(text)).toEqual({ problem });
  });

  test('that is not UTF-8 is refused', () => {
    expect(readXmlDocument(Uint8Array.of(0x3c, 0x6f, 0x3e, 0xff))).toEqual({ problem: 'the XML is not UTF-8' });
  });

  test('is refused in no more time than reading it takes', { timeout: 5_000 }, () => {
    for (const text of [
      '<'.repeat(1_000_000),
      '&'.repeat(1_000_000),
      `<o ${'a'.repeat(1_000_000)}`,
      `<o ${'a'.repeat(500_000)} ${' '.repeat(500_000)}>`,
      `<o${' a=""'.repeat(9_998)} b></o>`,
      '<!--'.repeat(250_000),
    ]) {
      expect(read(text)).toHaveProperty('problem');
    }
  });
});
